import { useEffect } from "preact/hooks";
import { followLive } from "./live_source.ts";
import { calmly, fetchPage, replaceLiveParts } from "./page_refresh.ts";

const REFRESH_MILLISECONDS = 1_000;

/** Brings a session's page up to date when the session changes; for those that are no chats. */
export default function LivePage({ address }: {
  /** The session's stream in the API. */
  address: string;
}) {
  useEffect(() => {
    const refresh = calmly(async () => {
      const fresh = await fetchPage();
      if (fresh) replaceLiveParts(fresh);
    }, REFRESH_MILLISECONDS);
    return followLive(address, {
      on: {
        message: refresh,
        session: refresh,
        deleted: () => location.assign(location.pathname.replace(/\/sessions\/.*/, "/feedback")),
      },
    });
  }, [address]);
  return null;
}
