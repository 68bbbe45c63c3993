import { useEffect } from "preact/hooks";
import { followLive } from "./live_source.ts";
import { calmly, fetchPage, replaceLiveParts } from "./page_refresh.ts";

/** Between two looks at the server, in milliseconds. */
const PAUSE = 700;

/** Keeps the page's `data-live` parts as the server would show them, whenever one of `events` comes. */
export default function LiveParts({ address, events, about }: {
  address: string;
  events: string[];
  /** Only events of which this is said: the names and values in their data. @default {all} */
  about?: Record<string, string>;
}) {
  useEffect(() => {
    const refresh = calmly(async () => {
      const fresh = await fetchPage();
      if (fresh) replaceLiveParts(fresh);
    }, PAUSE);
    const wanted = Object.entries(about ?? {});
    const look = (event: unknown) => {
      const { data } = event as { data: Record<string, unknown> };
      if (wanted.every(([name, value]) => data[name] === value)) refresh();
    };
    const on = { ...Object.fromEntries(events.map((name) => [name, look])), gap: refresh };
    return followLive(address, { on, onOpen: refresh });
  }, [address, events.join(), JSON.stringify(about)]);
  return null;
}
