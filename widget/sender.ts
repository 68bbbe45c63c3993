import { ApiError, isTemporary } from "./api.ts";
import type { Message, Session } from "./protocol.ts";
import type { Pending, Queue } from "./queue.ts";
import { backoff } from "./stream.ts";

/** What the sender needs and tells. */
export interface SenderOptions {
  queue: Queue;
  /** Name of the lock that keeps two tabs from sending at once. */
  lockName: string;
  send(item: Pending): Promise<{ session: Session; message: Message }>;
  /** The queue changed, or another message is on the wire. */
  onChange(sending: string | null): void;
  onSent(item: Pending, answer: { session: Session; message: Message }): void;
  /** @default {the browser's, null without TLS} */
  locks?: LockManager | null;
}

/** Sends the queue in order, one message at a time, across all tabs. */
export interface Sender {
  /** Starts sending now, also when a later attempt was planned. */
  flush(): void;
  stop(): void;
}

/**
 * A message stays in the queue until the server has confirmed it. Without the Web Locks API (pages
 * without TLS) two tabs may send the same one: its `client_id` makes the second a repetition.
 */
export function createSender(options: SenderOptions): Sender {
  const { queue, onChange } = options;
  const { locks = navigator.locks } = options;
  let busy = false;
  let again = false;
  let stopped = false;
  let failures = 0;
  let timer = 0;

  async function drain(): Promise<void> {
    for (;;) {
      const item = queue.list().find((each) => !each.failed);
      if (!item || stopped) return;
      onChange(item.client_id);
      try {
        const answer = await options.send(item);
        failures = 0;
        queue.remove(item.client_id);
        queue.rename(item.conversation, answer.session.id);
        options.onSent(item, answer);
      } catch (error) {
        if (isTemporary(error)) {
          const wait = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
          timer = setTimeout(flush, Math.max(wait, backoff(failures++))) as unknown as number;
          return;
        }
        queue.fail(item.client_id, (error as Error).message);
      }
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      if (locks) await locks.request(options.lockName, drain);
      else await drain();
    } finally {
      busy = false;
      onChange(null);
      // A message that came while the last answer was being handled.
      if (again && !stopped && queue.list().some((each) => !each.failed) && !failures) flush();
      again = false;
    }
  }

  return {
    flush() {
      if (!stopped) flush();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
