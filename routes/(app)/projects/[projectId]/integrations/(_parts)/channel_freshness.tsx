import { Icon } from "../../../../../../components/icon.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { ChannelList } from "../../../../../../core/exchange/mod.ts";

const number = new Intl.NumberFormat("en-US");

/** How fresh the list of channels is, or how far the reading of it has come. */
export function ChannelFreshness({ list, now }: { list: ChannelList; now: number }) {
  const { state, found, refreshedAt } = list;
  if (state === "waiting" || state === "reading") {
    return (
      <span class="run-status running">
        <Icon name="refresh" size={14} />
        {found > 0 && state === "reading"
          ? `Reading the channels: ${number.format(found)} so far`
          : "Reading the channels"}
      </span>
    );
  }
  if (!refreshedAt) return <>Not read yet</>;
  return (
    <>
      Refreshed <Time at={refreshedAt} now={now} />
    </>
  );
}
