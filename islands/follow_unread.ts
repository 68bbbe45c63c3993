import { followLive } from "./live_source.ts";
import { calmly } from "./page_refresh.ts";

/** Where no tab can be chosen to listen for all (http without TLS), each asks now and then. */
const ASK_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 1_000;

/**
 * Tells how many notifications are unread whenever that may have changed. Of all tabs of a project one
 * listens to its events and tells the others: browsers have few connections to a server.
 *
 * @returns how to stop
 */
export function followUnread(projectId: string, tell: (unread: number) => void): () => void {
  const base = `/projects/${projectId}`;
  const ended = new AbortController();
  const ask = calmly(async () => {
    try {
      const address = `${base}/notifications/unread`;
      const answer = await fetch(address, { signal: ended.signal });
      if (answer.ok) tell((await answer.json()).unread);
    } catch {
      // Asked again with the next event.
    }
  }, PAUSE_MILLISECONDS);
  const channel = new BroadcastChannel(`hissuno-notifications-${projectId}`);
  channel.onmessage = ask;
  const onShow = () => {
    if (!document.hidden) ask();
  };
  document.addEventListener("visibilitychange", onShow);
  addEventListener("pageshow", onShow);
  let stopListening = () => {};
  if (navigator.locks) {
    const name = `hissuno-notifications-${projectId}`;
    navigator.locks.request(name, { signal: ended.signal }, async () => {
      const stop = followLive(`/api/projects/${projectId}/events`, {
        on: {
          "notification.created": () => {
            ask();
            channel.postMessage("new");
          },
        },
      });
      await new Promise<void>((resolve) => {
        stopListening = () => {
          stop();
          resolve();
        };
      });
    }).catch(() => {});
  } else {
    const timer = setInterval(onShow, ASK_MILLISECONDS);
    stopListening = () => clearInterval(timer);
  }
  return () => {
    ended.abort();
    stopListening();
    channel.close();
    document.removeEventListener("visibilitychange", onShow);
    removeEventListener("pageshow", onShow);
  };
}
