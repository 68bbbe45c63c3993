import { AppError, z } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { contentOf } from "./content.ts";
import { cannotReach } from "./direct_message_open.ts";
import { type DirectMessage, readDirectMessage, sessionOfThread } from "./direct_message_record.ts";
import { codeOf } from "./errors.ts";
import { clientOf } from "./identity.ts";
import { isSaid, type Message, readMessage } from "./message.ts";
import { postOnce } from "./post_once.ts";
import { isTs } from "./ts.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/** Words by which a teammate gives a conversation back. */
const HAND_BACK_WORDS = /^\W*hand\s*-?\s*back\W*$/i;

/** An event in a direct message with the app, as far as it is used. */
const shape = z.object({
  channel: z.string(),
  subtype: z.string().nullish(),
  deleted_ts: z.string().nullish(),
  message: z.unknown().optional(),
  previous_message: z.unknown().optional(),
});

/** A message of a teammate in the thread of a conversation. */
interface Answer {
  channel: string;
  sessionExternalId: string;
  message: Message;
  workspace: Workspace;
}

/**
 * Handles what is written in a direct message with the app: answers in the thread of a conversation go
 * to the customer, their edits and deletions too; `hand back` gives it back. All else is explained
 * once and goes nowhere.
 *
 * @param event a `message` event with `channel_type: "im"`
 */
export async function handleDirectMessage(
  event: unknown,
  connection: SlackConnection,
): Promise<void> {
  const given = shape.safeParse(event);
  if (!given.success) return;
  const { channel, subtype, deleted_ts } = given.data;
  const isChange = subtype === "message_changed";
  const isDeletion = subtype === "message_deleted";
  const source = isChange ? given.data.message : isDeletion ? given.data.previous_message : event;
  const message = readable(source);
  if (!message) return;
  const workspace = await openWorkspace(connection);
  const author = await workspace.author(message);
  if (author.kind === "self" || author.kind === "bot") return;
  const thread = message.thread_ts;
  const sessionExternalId = thread ? await sessionOfThread(connection, channel, thread) : null;
  if (sessionExternalId === null || message.ts === thread) {
    if (!isChange && !isDeletion && isSaid(message)) await explain(channel, message, connection);
    return;
  }
  const answer = { channel, sessionExternalId, message, workspace };
  if (isDeletion) return await forwardChange({ ...answer, text: null }, deleted_ts, connection);
  if (!isSaid(message)) return;
  const { content, attachments } = await contentOf(message, workspace);
  if (!isChange) return await forwardNew(answer, content, attachments.length > 0, connection);
  const before = readable(given.data.previous_message);
  // Slack also tells of previews it has added.
  if (before && (await contentOf(before, workspace)).content === content) return;
  await forwardChange({ ...answer, text: content }, message.ts, connection);
}

async function forwardNew(
  answer: Answer,
  text: string,
  hasFiles: boolean,
  connection: SlackConnection,
): Promise<void> {
  const { channel, sessionExternalId, message } = answer;
  const direct = await readDirectMessage(connection, sessionExternalId);
  const refused = await whyNot(answer, direct, connection);
  if (refused !== null) return await refuse(answer, refused, connection);
  if (HAND_BACK_WORDS.test(text)) {
    await connection.handBack(sessionExternalId, "direct_message");
    return await confirm(connection, channel, message.ts);
  }
  if (text === "") {
    return await refuse(
      answer,
      "Files are not forwarded. Write something to the customer.",
      connection,
    );
  }
  const id = await attempt(answer, direct!, text, connection);
  if (id === null) return;
  await connection.records.set("dm_answer", `${channel}:${message.ts}`, { id });
  await connection.records.set("dm_message", id, { channel, ts: message.ts, root: direct!.root });
  await confirm(connection, channel, message.ts);
  if (hasFiles) await say(answer, "Your text was forwarded, the files were not.", connection);
}

/** An edit or a deletion; of what was never forwarded, nothing is. */
async function forwardChange(
  answer: Answer & { text: string | null },
  ts: unknown,
  connection: SlackConnection,
): Promise<void> {
  const { channel, sessionExternalId, message, text } = answer;
  if (!isTs(ts) || ts !== message.ts) return;
  if (!await connection.records.get("dm_answer", `${channel}:${ts}`)) return;
  const direct = await readDirectMessage(connection, sessionExternalId);
  if (direct === null) return;
  // An empty text cannot be sent: whoever leaves nothing standing takes the answer back.
  await attempt(answer, direct, text === "" ? null : text, connection);
}

async function attempt(
  answer: Answer,
  direct: DirectMessage,
  text: string | null,
  connection: SlackConnection,
): Promise<string | null> {
  const { message, sessionExternalId, workspace } = answer;
  const person = await workspace.people.get(message.user!);
  const isOwner = direct.user === person.id;
  const teammate = {
    externalId: person.id,
    name: isOwner ? direct.teammate.name : person.name,
    email: isOwner ? direct.teammate.email : person.email,
  };
  const externalId = `${answer.channel}:${message.ts}`;
  try {
    return await connection.forward(sessionExternalId, teammate, { externalId, text });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    await refuse(answer, error.message, connection);
    return null;
  }
}

/** Why an answer does not go to the customer; null when it does. */
async function whyNot(
  { channel, sessionExternalId, message }: Answer,
  direct: DirectMessage | null,
  connection: SlackConnection,
): Promise<string | null> {
  const session = await connection.session(sessionExternalId);
  if (!session) return "This was not forwarded: the conversation was deleted in Hissuno.";
  const again = connection.sessionUrl(session.id);
  const how = again ? ` <${again}|Take it over> to answer.` : " Take it over in Hissuno to answer.";
  const owner = session.taken_over_by;
  const isTheirs = session.is_human_takeover && direct?.user === message.user &&
    (owner === direct?.teammate.id || owner === `slack:${message.user}`);
  if (!isTheirs) return `This was not forwarded: the conversation is not yours any more.${how}`;
  const isHere = direct?.state === "open" && direct.channel === channel &&
    direct.root === message.thread_ts;
  return isHere ? null : "This was not forwarded: the conversation goes on in a newer thread here.";
}

async function refuse(
  answer: Answer,
  sentence: string,
  connection: SlackConnection,
): Promise<void> {
  await react(connection, answer.channel, answer.message.ts, "warning");
  await say(answer, sentence, connection);
}

async function say(
  { channel, message }: Answer,
  text: string,
  connection: SlackConnection,
): Promise<void> {
  const key = `answer:${channel}:${message.ts}`;
  await quietly(() => postOnce(connection, key, { channel, thread: message.thread_ts!, text }));
}

async function explain(
  channel: string,
  message: Message,
  connection: SlackConnection,
): Promise<void> {
  const text = "I bring you conversations that you take over in Hissuno. Answer in the thread of " +
    "one, and it goes to the customer. What you write anywhere else stays here.";
  await quietly(() => postOnce(connection, `explained:${message.user}`, { channel, text }));
}

function confirm(connection: SlackConnection, channel: string, ts: string): Promise<void> {
  return react(connection, channel, ts, "white_check_mark");
}

/** Adds a reaction, if that is possible. */
export async function react(
  connection: SlackConnection,
  channel: string,
  timestamp: string,
  name: string,
): Promise<void> {
  const client = await clientOf(connection);
  await quietly(() => client.reactions.add({ channel, timestamp, name }));
}

/** What only tells a teammate something never stops the work itself. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (codeOf(error) !== "already_reacted" && !cannotReach(error)) throw error;
  }
}

function readable(value: unknown): Message | null {
  try {
    const message = readMessage(value);
    return message.user ? message : null;
  } catch {
    return null;
  }
}
