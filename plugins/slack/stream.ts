import type { AnswerStream, OutgoingSession } from "#plugin-kit";
import type { SlackClient } from "./api.ts";
import type { SlackConnection } from "./connection.ts";
import { codeOf, refusal } from "./errors.ts";
import { clientOf } from "./identity.ts";
import { harmless, POST_LENGTH } from "./markdown.ts";
import { pace } from "./pace.ts";
import { type Place, replyPlace, tsBefore } from "./place.ts";
import { postsOf } from "./posts.ts";
import { selfOf } from "./self.ts";
import { addStream, deleteStream, saveStream, type StreamRecord } from "./stream_record.ts";

/** So much text is sent at once ... */
const PIECE = 256;
/** ... or whatever there is after this long, in milliseconds. */
const LONGEST_WAIT = 1_000;
/** Slack takes 100 pieces a minute in a workspace. */
const SHORTEST_WAIT = 650;
/** Slack ends streams after some minutes, and shows an error then: we are done before. */
export const streaming = { longestMilliseconds: 100_000 };
/** Of Slack's 20 beginnings a minute; the others are left for those in other processes. */
const MOST_BEGINNINGS = 12;
const ONE_HOUR = 3_600_000;

/** Streams of this process, by connection and message. */
const running = new Map<string, LiveStream>();
/** When streams were begun in this process, by connection. */
const beginnings = new Map<string, number[]>();

/** The running stream of a message in this process. */
export function runningStream(
  connection: SlackConnection,
  messageId: string,
): AnswerStream | undefined {
  return running.get(`${connection.connectionId} ${messageId}`);
}

/**
 * Begins to show an answer while it is written, to the person who asked.
 *
 * @returns null when it is better posted at once: the workspace allows no streams, too many were
 *   begun, nobody is there to show it to, or a stream was left by a process that ended
 */
export async function stream(
  session: OutgoingSession,
  { id }: { id: string },
  connection: SlackConnection,
): Promise<AnswerStream | null> {
  const place = replyPlace(session.externalId);
  const at = connection.now().getTime();
  const off = await connection.records.get<{ until: number }>("streaming", "off");
  if (off && off.until > at) return null;
  if (!mayBegin(connection)) return null;
  const client = await clientOf(connection);
  const recipient = await recipientOf(client, place, connection);
  if (recipient === null) return null;
  const record = { ...place, ts: null, since: at, shown: "", isStopped: false };
  // What a killed process has shown is completed by `send`; a second stream beside it is not begun.
  if (!await addStream(connection, id, record)) return null;
  return new LiveStream(connection, client, id, record, recipient);
}

/** Who is shown a stream: Slack wants to know in channels. */
type Recipient = { recipient_user_id: string; recipient_team_id: string };

async function recipientOf(
  client: SlackClient,
  place: Place,
  connection: SlackConnection,
): Promise<Recipient | null> {
  const hourAgo = tsBefore(connection.now().getTime(), 3600);
  for (const oldest of [hourAgo, undefined]) {
    let recipient: Recipient | null = null;
    for await (const { user, botId, team, isHidden } of postsOf(client, place, oldest)) {
      if (!user || botId || isHidden || user === "USLACKBOT") continue;
      const recipient_team_id = team ?? (await selfOf(connection)).teamId;
      recipient = { recipient_user_id: user, recipient_team_id };
    }
    if (recipient) return recipient;
  }
  return null;
}

function mayBegin({ connectionId }: SlackConnection): boolean {
  const at = performance.now();
  const recent = (beginnings.get(connectionId) ?? []).filter((time) => at - time < 60_000);
  beginnings.set(connectionId, recent);
  if (recent.length >= MOST_BEGINNINGS) return false;
  recent.push(at);
  return true;
}

/** One answer that grows. Whatever fails ends it quietly: `send` brings the whole text. */
class LiveStream implements AnswerStream {
  readonly #connection: SlackConnection;
  readonly #client: SlackClient;
  readonly #messageId: string;
  readonly #recipient: Recipient;
  readonly #key: string;
  #record: StreamRecord;
  #text = "";
  #isClosed = false;
  #hasEnded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> | null = null;
  #closing: Promise<void> | undefined;
  #lastPiece = -Infinity;
  #begunAt = 0;

  constructor(
    connection: SlackConnection,
    client: SlackClient,
    messageId: string,
    record: StreamRecord,
    recipient: Recipient,
  ) {
    this.#connection = connection;
    this.#client = client;
    this.#messageId = messageId;
    this.#record = record;
    this.#recipient = recipient;
    this.#key = `${connection.connectionId} ${messageId}`;
    running.set(this.#key, this);
  }

  write(text: string): void {
    this.#text = text;
    this.#plan();
  }

  /** Whoever asks, also a second time, waits until it is noted what was shown. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#work;
    if (this.#begunAt === 0) await deleteStream(this.#connection, this.#messageId);
    else await saveStream(this.#connection, this.#messageId, this.#record);
    running.delete(this.#key);
  }

  /** What can be shown: the last word may still become something else. */
  #ready(): string {
    let end = Math.min(this.#text.length, POST_LENGTH - 1_500);
    while (end > 0 && !/\s/.test(this.#text[end - 1]!)) end--;
    return harmless(this.#text.slice(0, end));
  }

  #plan(): void {
    if (this.#isClosed || this.#hasEnded || this.#work) return;
    const ready = this.#ready();
    const { shown } = this.#record;
    if (shown === null || !ready.startsWith(shown)) {
      this.#hasEnded = true;
      return;
    }
    const length = ready.length - shown.length;
    if (length <= 0 || ready.trim() === "") return;
    clearTimeout(this.#timer);
    const since = performance.now() - this.#lastPiece;
    const wait = this.#begunAt === 0 && length < PIECE
      ? LONGEST_WAIT
      : Math.max(0, (length >= PIECE ? SHORTEST_WAIT : LONGEST_WAIT) - since);
    this.#timer = setTimeout(() => this.#start(), wait);
  }

  #start(): void {
    this.#work = this.#bring(this.#ready())
      .catch((error) => this.#fail(error))
      .finally(() => {
        this.#work = null;
        this.#plan();
      });
  }

  async #bring(ready: string): Promise<void> {
    const { channel, thread, ts, shown } = this.#record;
    const piece = ready.slice(shown!.length);
    // Not certain until Slack has answered.
    this.#record = { ...this.#record, shown: null };
    if (this.#begunAt === 0) {
      this.#begunAt = performance.now();
      await pace(this.#connection, channel);
      const answer = await this.#client.chat.startStream({
        ...{ channel, thread_ts: thread, markdown_text: piece, ...this.#recipient },
      });
      this.#record = { ...this.#record, ts: answer.ts!, shown: ready };
      await saveStream(this.#connection, this.#messageId, { ...this.#record, shown: null });
    } else if (performance.now() - this.#begunAt > streaming.longestMilliseconds) {
      this.#hasEnded = true;
      this.#record = { ...this.#record, shown, isStopped: true };
      await saveStream(this.#connection, this.#messageId, this.#record);
      await this.#client.chat.stopStream({ channel, ts: ts! });
    } else {
      await this.#client.chat.appendStream({ channel, ts: ts!, markdown_text: piece });
      this.#record = { ...this.#record, shown: ready };
    }
    this.#lastPiece = performance.now();
  }

  async #fail(error: unknown): Promise<void> {
    this.#hasEnded = true;
    const code = codeOf(error);
    // Without a word of Slack it may have happened: `send` looks.
    if (code === null || this.#record.ts !== null) return;
    this.#begunAt = 0;
    if (code === "missing_scope" || (refusal(error) !== null && !OF_THE_PLACE.has(code))) {
      const until = this.#connection.now().getTime() + ONE_HOUR;
      await this.#connection.records.set("streaming", "off", { until, code }).catch(() => {});
    }
  }
}

/** Refusals that say nothing of streams in other places. */
const OF_THE_PLACE = new Set([
  "is_archived",
  "not_in_channel",
  "channel_not_found",
  "thread_not_found",
  "message_not_found",
  "cannot_reply_to_message",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_locked",
  "restricted_action_thread_only_channel",
  "restricted_action_non_threadable_channel",
  "ekm_access_denied",
  "user_not_found",
]);
