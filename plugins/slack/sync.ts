import { type Channel, mapped, type SyncItem } from "#plugin-kit";
import { noteAnswer, ownBefore } from "./capture.ts";
import { codeOf, SlackError } from "./errors.ts";
import { Reader } from "./history.ts";
import {
  isSaid,
  type Message,
  readMessage,
  sessionId,
  threadOf,
  UnreadableMessage,
} from "./message.ts";
import { isPause, readThread } from "./read_thread.ts";
import { type ChannelCursor, rangeOf, sinceWhen, type SlackSync } from "./sync_cursor.ts";
import { pause } from "./sync_pace.ts";
import { captureThread } from "./thread.ts";
import { compareTs, dateOfTs, latestTs } from "./ts.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

type Item = SyncItem<ChannelCursor>;

/** A thread in which nobody wrote for so long is over, in milliseconds. */
const OVER = 24 * 3_600_000;
/** A longer wait in the middle of a thread is left to another time. */
const LONGEST_WAIT = 90;

/** Where a run is. */
interface Place {
  context: SlackSync;
  workspace: Workspace;
  reader: Reader;
  channel: Channel;
  ownBefore: string;
}

/** Reads the past of captured channels, and what got lost on its way to us. */
export async function* sync(context: SlackSync): AsyncGenerator<Item, void, void> {
  const channels = await context.channels();
  if (channels.length === 0) return;
  const nameOf = (id: string) =>
    Promise.resolve(channels.find((channel) => channel.id === id)?.name ?? null);
  const workspace = await openWorkspace(context, nameOf);
  const reader = await Reader.open(context, workspace.client);
  const own = await ownBefore(context);
  for (const channel of channels) {
    try {
      yield* readChannel({ context, workspace, reader, channel, ...own });
    } catch (error) {
      // One channel that is closed to us does not end the run for the others.
      if (!(error instanceof SlackError) || !CLOSED.includes(error.code)) throw error;
      yield { type: "problem", message: `#${channel.name} could not be read. ${error.message}` };
    }
  }
}

const CLOSED = [
  "not_in_channel",
  "channel_not_found",
  "channel_is_limited_access",
  "is_archived",
  "method_not_supported_for_channel_type",
  "ekm_access_denied",
];

async function* readChannel(place: Place): AsyncGenerator<Item, void, void> {
  const { context, channel, reader } = place;
  const stream = channel.id;
  const known = context.cursor(stream);
  const range = rangeOf(channel, known, await sinceWhen(context, channel.id), context);
  const { first, from, to, news } = range;
  const before = known?.until ? { until: known.until, first: known.first } : {};
  const at = { ...before, from, to };
  let { page, below } = range;
  while (compareTs(from, to) < 0) {
    let answer;
    try {
      answer = await reader.page(channel.id, from, to, page);
    } catch (error) {
      // A marker that Slack does not know any more: the range is begun again.
      if (page === undefined || codeOf(error) !== "invalid_cursor") throw error;
      page = below = undefined;
      continue;
    }
    const cursor = { ...at, ...(page ? { page } : {}) };
    yield* readThreads(place, answer.messages, news, cursor, below);
    below = undefined;
    page = answer.next;
    if (page === undefined) break;
    yield { type: "checkpoint", stream, cursor: { ...at, page } };
  }
  yield { type: "checkpoint", stream, cursor: { first, until: to } };
}

/** The threads of one page. When Slack asks to wait, what was read of it is kept. */
async function* readThreads(
  place: Place,
  page: unknown[],
  news: string,
  cursor: ChannelCursor,
  below: string | undefined,
): AsyncGenerator<Item, void, void> {
  const stream = place.channel.id;
  const done = new Set<string>();
  let last = below;
  for (const value of page) {
    const read = mapped(undefined, `A message in #${place.channel.name}`, () => ({
      message: readMessage(value),
    }));
    if (!("message" in read) || typeof read.message === "string") {
      yield read as Item;
      continue;
    }
    const { message } = read;
    if (below !== undefined && compareTs(message.ts, below) >= 0) continue;
    const thread = threadOf(message);
    if (!done.has(thread) && hasNews(message, news)) {
      done.add(thread);
      try {
        const item = await readOne(place, message);
        if (item) yield item;
      } catch (error) {
        if (isPause(error) && last !== below) {
          yield { type: "checkpoint", stream, cursor: { ...cursor, below: last } };
        }
        throw error;
      }
    }
    last = message.ts;
  }
}

/** Whether a thread began, was answered or was changed since; of answers' changes nobody tells. */
function hasNews(message: Message, news: string): boolean {
  const { ts, latest_reply, edited, reply_count } = message;
  const isThread = isSaid(message) || (reply_count ?? 0) > 0;
  return isThread && compareTs(latestTs(ts, latest_reply, edited?.ts)!, news) >= 0;
}

/** The thread of a message; null when it does not count. */
async function readOne(place: Place, message: Message): Promise<Item | null> {
  const { context, workspace, channel, reader, ownBefore } = place;
  const ts = threadOf(message);
  let messages = [message];
  if (ts !== message.ts || (message.reply_count ?? 0) > 0) {
    await reader.replies.next();
    try {
      const thread = await readThread(workspace.client, channel.id, ts, {
        async wait(error) {
          if (error.seconds > LONGEST_WAIT) throw error;
          await pause(error.seconds, context.signal);
          return true;
        },
      });
      if (!thread) return null;
      messages = thread.messages;
    } catch (error) {
      if (!(error instanceof UnreadableMessage)) throw error;
      return {
        type: "problem",
        externalId: sessionId(channel.id, ts),
        message: `A thread in #${channel.name} could not be read. ${error.message}`,
      };
    }
  }
  const captured = await captureThread(messages, channel, workspace, { ownBefore });
  if (!captured) return null;
  const { conversation, teammate } = captured;
  // The past cannot be taken over: the next question makes it so.
  if (teammate) {
    const answer = { ...teammate, isTaken: false };
    await noteAnswer(context.records, conversation.externalId, answer);
  }
  const latest = latestTs(ts, ...messages.map((one) => one.ts))!;
  const isOver = context.now().getTime() - dateOfTs(latest).getTime() > OVER;
  return {
    type: "conversation",
    value: {
      ...conversation,
      onClosed: "append",
      ...(isOver ? { status: "closed" as const } : {}),
    },
  };
}
