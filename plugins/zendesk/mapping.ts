import type { Attachment, Conversation, ConversationMessage } from "#plugin-kit";
import { shaped } from "#plugin-kit";
import {
  type Comment,
  commentShape,
  eventShape,
  type LogEvent,
  type Organization,
  type Ticket,
  type User,
} from "./shapes.ts";

/** The people and organizations a page of tickets speaks of, by id. */
export interface People {
  users: Map<string, User>;
  organizations: Map<string, Organization>;
}

/** What was said in a ticket, as Zendesk sent it: the log of a messaging ticket, or comments. */
export interface Said {
  kind: "comments" | "log";
  items: unknown[];
}

/** Zendesk's own author id. */
const SYSTEM = "-1";
/** Channels of comments that nobody wrote. */
const AUTOMATIC = new Set(["rule", "system"]);

/**
 * A ticket as a conversation; pure.
 *
 * @returns null when nothing in it is public: it is no conversation with a customer
 * @throws {Error} naming the field that is not as Zendesk describes it
 */
export function toConversation(
  ticket: Ticket,
  said: Said,
  people: People,
  host: string,
): Conversation & { externalId: string } | null {
  const messages = said.kind === "log"
    ? said.items.filter(isSpoken).flatMap((item) => eventMessage(shaped(eventShape, item), ticket))
    : said.items.flatMap((item) => commentMessage(shaped(commentShape, item), ticket, people));
  if (messages.length === 0) return null;
  return {
    externalId: ticket.id,
    sessionType: "chat",
    status: "closed",
    name: ticket.subject ?? undefined,
    originalUrl: `https://${host}/agent/tickets/${ticket.id}`,
    startedAt: ticket.created_at,
    customer: customerOf(ticket, people),
    customFields: {
      channel: ticket.via?.channel ?? null,
      priority: ticket.priority ?? null,
      type: ticket.type ?? null,
      tags: ticket.tags ?? [],
      satisfaction: ticket.satisfaction_rating?.score ?? null,
      satisfaction_comment: ticket.satisfaction_rating?.comment ?? null,
    },
    isComplete: true,
    messages: messages.sort((a, b) => a.at!.getTime() - b.at!.getTime()),
  };
}

function customerOf(ticket: Ticket, people: People): Conversation["customer"] {
  if (!ticket.requester_id) return undefined;
  const user = people.users.get(ticket.requester_id);
  const organizationId = ticket.organization_id ?? user?.organization_id ?? null;
  const organization = organizationId === null ? null : people.organizations.get(organizationId);
  return {
    externalId: ticket.requester_id,
    userId: user?.external_id ?? undefined,
    email: user?.email ?? undefined,
    name: user?.name ?? undefined,
    company: organization
      ? {
        externalId: organization.id,
        name: organization.name ?? undefined,
        domain: organization.domain_names?.[0],
      }
      : undefined,
  };
}

/** Only what is surely public: a note for the team must never reach a customer. */
function commentMessage(comment: Comment, ticket: Ticket, people: People): ConversationMessage[] {
  if (!comment.public) return [];
  const author = comment.author_id ? people.users.get(comment.author_id) : undefined;
  const attachments = attachmentsOf(comment);
  return [{
    externalId: comment.id,
    senderType: senderOfComment(comment, ticket, author),
    senderName: author?.name ?? undefined,
    ...contentOf(comment, attachments.length > 0),
    at: comment.created_at,
    attachments,
  }];
}

function senderOfComment(comment: Comment, ticket: Ticket, author: User | undefined) {
  if (comment.author_id === SYSTEM || AUTOMATIC.has(comment.via?.channel ?? "")) return "bot";
  if (comment.author_id && comment.author_id === ticket.requester_id) return "user";
  return author?.role === "end-user" ? "user" : "human_agent";
}

function contentOf(comment: Comment, hasFiles: boolean) {
  const spoken = comment.data?.transcription_text;
  const plain = comment.plain_body ?? (comment.html_body == null ? comment.body : null);
  if (plain != null) return { content: spoken ? `${plain}\n\n${spoken}` : plain };
  if (comment.html_body != null) {
    return { content: comment.html_body, format: "html" as const };
  }
  if (spoken) return { content: spoken };
  if (hasFiles) return { content: "" };
  throw new Error(`Comment ${comment.id} has no text`);
}

/** Whether an event of a log, as Zendesk sent it, is a message of the chat. */
export function isChatMessage(event: unknown): boolean {
  return (event as LogEvent | null)?.type === "Messaging::ConversationMessage";
}

/** The customer saw the messages of the chat; comments only when they say so. */
function isSpoken(event: unknown): boolean {
  const { type, metadata } = (event ?? {}) as Partial<LogEvent>;
  return isChatMessage(event) ||
    (/^(Voice)?Comment$/.test(String(type)) && metadata?.public === true);
}

function eventMessage(event: LogEvent, ticket: Ticket): ConversationMessage[] {
  const { text, body, altText, mediaUrl } = event.content;
  const attachments = attachmentsOf(event);
  if (mediaUrl && attachments.length === 0) {
    const file = { file_name: altText, content_url: mediaUrl } as NonNullable<
      Comment["attachments"]
    >[number];
    attachments.push(...attachmentsOf({ attachments: [file] }));
  }
  const content = text ?? body ?? altText ?? "";
  if (content === "" && attachments.length === 0) return [];
  return [{
    externalId: event.id,
    senderType: senderOfEvent(event, ticket),
    senderName: event.author.display_name ?? undefined,
    content,
    format: text == null && body != null ? "html" : "text",
    at: event.created_at,
    attachments,
  }];
}

function senderOfEvent({ author }: LogEvent, ticket: Ticket) {
  if (author.type === "user") return "user";
  const isRequester = ticket.requester_id && author["zen:support:user_id"] === ticket.requester_id;
  if (author.type === "agent") return isRequester ? "user" : "human_agent";
  // Who is neither is not taken for the customer.
  return "bot";
}

function attachmentsOf({ attachments }: Pick<Comment, "attachments">): Attachment[] {
  return (attachments ?? []).filter(({ deleted }) => !deleted).map((file) => ({
    name: file.file_name ?? "file",
    content_type: file.content_type ?? null,
    size: file.size ?? null,
    url: file.malware_scan_result === "malware_found" || !/^https:\/\//.test(file.content_url ?? "")
      ? null
      : file.content_url!,
  }));
}
