import { useEffect } from "preact/hooks";
import { followLive } from "./live_source.ts";
import { calmly, fetchPage, replaceLiveParts } from "./page_refresh.ts";

/** Between two looks at the server, in milliseconds. */
const PAUSE = 700;

/** Keeps the page's `data-live` parts as the server would show them, whenever one of `events` comes. */
export default function LiveParts({ address, events }: { address: string; events: string[] }) {
  useEffect(() => {
    const refresh = calmly(async () => {
      const fresh = await fetchPage();
      if (fresh) replaceLiveParts(fresh);
    }, PAUSE);
    const on = Object.fromEntries([...events, "gap"].map((name) => [name, refresh]));
    return followLive(address, { on, onOpen: refresh });
  }, [address, events.join()]);
  return null;
}
