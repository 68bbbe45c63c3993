import type { Channel, Conversation, ConversationMessage, Customer } from "#plugin-kit";
import { contentOf } from "./content.ts";
import { isSaid, type Message, sessionId, threadOf } from "./message.ts";
import type { Person } from "./people.ts";
import { permalink } from "./self.ts";
import { compareTs, dateOfTs } from "./ts.ts";
import type { Author, Workspace } from "./workspace.ts";

/** What decides how a channel's threads are read. */
export type ThreadChannel = Pick<Channel, "id" | "name" | "scope" | "isExternal">;

/** A message with who wrote it, and what that makes of it here. */
export interface Said {
  message: Message;
  author: Author;
  /** Null for our own, which are here already. */
  senderType: "user" | "human_agent" | "bot" | "ai" | null;
}

/** A thread as it is captured. */
export interface Captured {
  conversation: Conversation & { externalId: string };
  said: Said[];
  /** The teammate who answered last, and when; null when none did. */
  teammate: { person: Person; ts: string } | null;
}

/** How a thread is captured. */
export interface CaptureOptions {
  /** Our own messages before this ts were sent by another connection: they are kept as well. */
  ownBefore?: string;
}

/**
 * A thread as a conversation. Of a channel that is captured for people from outside, a thread counts
 * once one of them has written; in any channel, once a person has.
 *
 * @param messages all of the thread, or those that are known
 * @returns null when the thread does not count
 */
export async function captureThread(
  messages: Message[],
  channel: ThreadChannel,
  workspace: Workspace,
  { ownBefore }: CaptureOptions = {},
): Promise<Captured | null> {
  const said: Said[] = [];
  for (const message of inOrder(messages)) {
    const one = await classify(message, channel, workspace);
    const isOurs = one.senderType === null;
    if (isOurs && ownBefore !== undefined && compareTs(message.ts, ownBefore) < 0) {
      one.senderType = "ai";
    }
    said.push(one);
  }
  const counts = said.some(({ author }) =>
    author.kind === "customer" || (author.kind === "teammate" && channel.scope === "all")
  );
  const first = messages[0];
  if (!counts || !first) return null;
  const kept = said.filter(({ senderType }) => senderType !== null);
  const written = await Promise.all(kept.map((one) => toMessage(one, workspace)));
  const threadTs = threadOf(first);
  const opening = kept.findIndex(({ senderType }) => senderType === "user");
  const customer = opening < 0 ? undefined : await customerOf(kept[opening]!.author, workspace);
  const answer = said.findLast(({ senderType }) => senderType === "human_agent");
  return {
    said,
    teammate: answer?.author.kind === "teammate"
      ? { person: answer.author.person, ts: answer.message.ts }
      : null,
    conversation: {
      externalId: sessionId(channel.id, threadTs),
      sessionType: "chat",
      isLive: true,
      name: firstWords(written[Math.max(0, opening)]?.content ?? "") ||
        `Conversation in #${channel.name}`,
      originalUrl: permalink(workspace.self, channel.id, threadTs),
      startedAt: dateOfTs(threadTs),
      ...(customer ? { customer } : {}),
      userMetadata: { slack_channel: channel.name, slack_channel_id: channel.id },
      messages: written,
    },
  };
}

/** Who a message is by, and what that makes of it. */
export async function classify(
  message: Message,
  channel: ThreadChannel,
  workspace: Workspace,
): Promise<Said> {
  const author = await workspace.author(message);
  return { message, author, senderType: senderTypeOf(author, message, channel) };
}

function senderTypeOf(
  author: Author,
  message: Message,
  channel: ThreadChannel,
): Said["senderType"] {
  if (author.kind === "self") return null;
  if (author.kind === "bot") return "bot";
  if (author.kind === "customer") return "user";
  // Where only the team is, and all of it is captured, who asks is the customer.
  const isOpener = message.ts === threadOf(message) || message.parent_user_id === message.user;
  return channel.scope === "all" && !channel.isExternal && isOpener ? "user" : "human_agent";
}

/** One message as it is stored. */
export async function toMessage(
  { message, author, senderType }: Said,
  workspace: Workspace,
): Promise<ConversationMessage> {
  const { content, attachments } = await contentOf(message, workspace);
  const senderName = author.kind === "self"
    ? message.username?.trim() || undefined
    : author.kind === "bot"
    ? author.name
    : author.person.name;
  return {
    externalId: message.ts,
    senderType: senderType!,
    ...(senderName ? { senderName } : {}),
    content,
    at: dateOfTs(message.ts),
    ...(message.edited ? { editedAt: dateOfTs(message.edited.ts) } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  };
}

/** The customer a person is. */
export async function customerOf(
  author: Author,
  { people, self }: Workspace,
): Promise<Customer | undefined> {
  if (author.kind !== "customer" && author.kind !== "teammate") return undefined;
  const { person } = author;
  const company = await people.companyOf(person);
  return {
    externalId: `${person.teamId ?? self.teamId}:${person.id}`,
    name: person.name,
    ...(person.email ? { email: person.email } : {}),
    ...(company ? { company } : {}),
  };
}

/** What was said, each once, oldest first. One gesture may have become two messages. */
function inOrder(messages: Message[]): Message[] {
  const known = new Set<string>();
  return messages.filter(isSaid).sort((a, b) => compareTs(a.ts, b.ts)).filter((message) => {
    const keys = [message.ts, message.client_msg_id].filter((key) => typeof key === "string");
    if (keys.some((key) => known.has(key))) return false;
    for (const key of keys) known.add(key);
    return true;
  });
}

/** The beginning of a text, to call a conversation by; cut between words. */
export function firstWords(text: string, length = 80): string {
  const line = text.replace(/\*\*|~~|`+/g, "").replace(/\s+/g, " ").trim();
  if ([...line].length <= length) return line;
  const cut = [...line].slice(0, length).join("");
  return `${cut.replace(/\s\S*$/, "") || cut}…`;
}
