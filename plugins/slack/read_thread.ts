import type { SlackClient } from "./api.ts";
import { codeOf } from "./errors.ts";
import { type Message, readMessage } from "./message.ts";

/** No thread is longer; one that seems so goes in circles. */
const MOST_PAGES = 100;

/** A thread as `conversations.replies` gives it. */
export interface Thread {
  messages: Message[];
  /** Slack asked to wait before all of it was read. */
  isCut: boolean;
}

/** How a thread is read. */
export interface ReadThreadOptions {
  /** @default 1000, as much as Slack gives */
  limit?: number;
  /** What to do when Slack asks to wait after the first page; gives up when it returns false. */
  wait?(error: Error & { seconds: number }): Promise<boolean>;
}

/**
 * Reads a whole thread.
 *
 * @returns null when it was deleted
 * @throws {UnreadableMessage} naming what is wrong with one of its messages
 */
export async function readThread(
  client: SlackClient,
  channel: string,
  threadTs: string,
  { limit = 1000, wait = () => Promise.resolve(false) }: ReadThreadOptions = {},
): Promise<Thread | null> {
  const found = new Map<string, Message>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    let answer;
    try {
      // https://docs.slack.dev/reference/methods/conversations.replies
      answer = await client.conversations.replies({
        channel,
        ts: threadTs,
        limit,
        ...(cursor ? { cursor } : {}),
      });
    } catch (error) {
      if (codeOf(error) === "thread_not_found") return null;
      if (page === 0 || !isPause(error)) throw error;
      if (!await wait(error)) return { messages: [...found.values()], isCut: true };
      continue;
    }
    // The first message comes again on every page.
    for (const one of answer.messages ?? []) {
      const message = readMessage(one);
      found.set(message.ts, message);
    }
    const next = answer.response_metadata?.next_cursor;
    if (!next || next === cursor) break;
    cursor = next;
  }
  return found.size === 0 ? null : { messages: [...found.values()], isCut: false };
}

/** Whether Slack asked to wait longer than a worker should. */
export function isPause(error: unknown): error is Error & { seconds: number } {
  return error instanceof Error && error.name === "PauseRun";
}
