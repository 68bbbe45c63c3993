import type { Channel } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { isForSomebodyElse } from "./content.ts";
import { forwardToDirectMessage } from "./direct_message_mirror.ts";
import { type Message, sessionId, threadOf } from "./message.ts";
import type { Person } from "./people.ts";
import { readThread } from "./read_thread.ts";
import { captureThread, classify, customerOf, type Said, toMessage } from "./thread.ts";
import { compareTs, tsOfDate } from "./ts.ts";
import type { Workspace } from "./workspace.ts";

/** Where a message was said, opened. */
export interface Scene {
  connection: SlackConnection;
  workspace: Workspace;
  channel: Channel;
}

/** Threads in which a teammate answered. */
const ANSWERED = "answered";

/** The last answer of a teammate in a thread. */
export interface Answer {
  person: Person;
  ts: string;
  /** The conversation became theirs by it. */
  isTaken: boolean;
}

/**
 * Captures the thread that a message makes known: all of it, when it is an answer. Nothing is left
 * behind when the thread does not count.
 *
 * @param isFresh said just now: a message without a thread is then taken as it came
 */
export async function captureNew(scene: Scene, message: Message, isFresh: boolean): Promise<void> {
  const { connection, workspace, channel } = scene;
  const threadTs = threadOf(message);
  let messages = [message];
  if (threadTs !== message.ts || !isFresh) {
    const thread = await readThread(workspace.client, channel.id, threadTs);
    // Deleted meanwhile, with all that was in it.
    if (!thread) return;
    const isThere = thread.messages.some(({ ts }) => ts === message.ts);
    // A thread that was cut short still gets the message that brought us here.
    if (!isThere && !thread.isCut) return;
    messages = isThere ? thread.messages : [...thread.messages, message];
  }
  const captured = await captureThread(messages, channel, workspace, await ownBefore(connection));
  if (!captured) return;
  const { conversation, teammate } = captured;
  // What came meanwhile is captured with it, and comes as news no more: the last one counts.
  const last = captured.said.findLast(({ senderType }) => senderType !== "bot");
  const wantsAnswer = !teammate && last !== undefined && await asksAgent(scene, last);
  await connection.ingest([{ ...conversation, onClosed: "reopen", wantsAnswer }]);
  if (teammate) await teammateAnswered(scene, conversation.externalId, teammate);
}

/** Adds a message to a thread that is captured already. */
export async function captureMore(
  scene: Scene,
  message: Message,
  session: { isTaken: boolean; hasContact: boolean },
): Promise<void> {
  const { connection, workspace, channel } = scene;
  const externalId = sessionId(channel.id, threadOf(message));
  const said = await classify(message, channel, workspace);
  if (said.senderType === null) return;
  const customer = said.senderType === "user" && !session.hasContact
    ? await customerOf(said.author, workspace)
    : undefined;
  const before = said.senderType === "user" && channel.mode === "interactive"
    ? await connection.records.get<Answer>(ANSWERED, externalId)
    : null;
  const isTheirs = before !== null && !before.isTaken;
  const wantsAnswer = !isTheirs && !session.isTaken && await asksAgent(scene, said);
  const written = await toMessage(said, workspace);
  await connection.ingest([{
    externalId,
    isLive: true,
    // What programs add is no reason to open what is over.
    onClosed: said.senderType === "bot" ? "append" : "reopen",
    wantsAnswer,
    ...(customer ? { customer } : {}),
    messages: [written],
  }]);
  // They answered while the channel was passive, or before it was captured.
  if (isTheirs) {
    await connection.takeOver(externalId, teammateOf(before.person), "thread");
    await connection.records.set(ANSWERED, externalId, { ...before, isTaken: true });
  }
  if (said.senderType === "human_agent" && said.author.kind === "teammate") {
    const { person } = said.author;
    await teammateAnswered(scene, externalId, { person, ts: message.ts });
  }
  // Whoever answers by direct message reads there what is said meanwhile.
  const { ts, user = null } = message;
  const { senderName: name = "Somebody", content: text } = written;
  await forwardToDirectMessage(externalId, { ts, user, name, text }, connection);
}

/** A teammate who answers where the agent would takes the conversation over. */
async function teammateAnswered(
  scene: Scene,
  externalId: string,
  { person, ts }: { person: Person; ts: string },
): Promise<void> {
  const { connection, channel } = scene;
  const isInteractive = channel.mode === "interactive";
  if (isInteractive) await connection.takeOver(externalId, teammateOf(person), "thread");
  // Should the channel become interactive, the agent is not to talk over them.
  await noteAnswer(connection.records, externalId, { person, ts, isTaken: isInteractive });
}

/** Notes that a teammate answered in a thread, unless a later answer is known. */
export async function noteAnswer(
  records: SlackConnection["records"],
  externalId: string,
  answer: Answer,
): Promise<void> {
  const known = await records.get<Answer>(ANSWERED, externalId);
  const order = known ? compareTs(known.ts, answer.ts) : -1;
  if (order > 0 || (order === 0 && (known!.isTaken || !answer.isTaken))) return;
  await records.set(ANSWERED, externalId, answer);
}

function teammateOf({ id, name, email }: Person) {
  return { externalId: id, name, email };
}

/** Whether the agent is to answer: a customer asked, in an interactive channel, and nobody else. */
async function asksAgent(
  { channel, workspace }: Scene,
  { senderType, message }: Said,
): Promise<boolean> {
  return channel.mode === "interactive" && senderType === "user" &&
    !await isForSomebodyElse(message, workspace);
}

/** From when on our own messages in Slack were sent by this connection. */
export async function ownBefore(
  { records, now }: Pick<SlackConnection, "records" | "now">,
): Promise<{ ownBefore: string }> {
  const known = await records.get<string>("began", "");
  if (known) return { ownBefore: known };
  const ts = tsOfDate(now());
  await records.add("began", "", ts);
  return { ownBefore: ts };
}
