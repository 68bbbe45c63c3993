import type { SlackConnection } from "./connection.ts";

/** Slack takes about one post a second in a channel; a fake takes more. */
export const pacing = { milliseconds: 1_000 };

/** When the next post may go into a channel, by connection and channel; this process's clock. */
const next = new Map<string, number>();

/**
 * Waits until a post may go into a channel.
 *
 * @throws the signal's reason when the connection's work ends meanwhile
 */
export async function pace(connection: SlackConnection, channel: string): Promise<void> {
  const key = `${connection.connectionId} ${channel}`;
  const at = performance.now();
  if (next.size > 1_000) {
    for (const [other, time] of next) if (time < at) next.delete(other);
  }
  const turn = Math.max(at, next.get(key) ?? 0);
  next.set(key, turn + pacing.milliseconds);
  if (turn > at) await sleep(turn - at, connection.signal);
}

/** Waits some milliseconds, or until the signal aborts; then throws its reason. */
async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
