import type { Conversation, ConversationMessage, Customer, SenderType } from "#plugin-kit";
import type { Author, Company, Contact, IntercomConversation, Part } from "./answers.ts";

/** Intercom gives the latest 500 parts of a conversation and no others. */
export const MOST_PARTS = 500;
const CUSTOMERS = new Set(["user", "lead", "contact"]);
/** Parts with which something is said; all others are events, unless a customer wrote them. */
const SAID = new Set(["comment", "quick_reply", "open", "close"]);
const REDACTED = "[This message was redacted in Intercom.]";

/** A conversation as Intercom gives it, with its customer, as one of ours. Pure. */
export function toConversation(
  from: IntercomConversation,
  customer: Customer | undefined,
  inboxUrl: string,
): Conversation & { externalId: string } {
  const { source, conversation_rating: rating } = from;
  const missing = missingParts(from);
  const tags = (from.tags?.tags ?? []).map(({ name }) => name).filter((name) => !!name);
  return {
    externalId: from.id,
    sessionType: "chat",
    originalUrl: `${inboxUrl}/conversation/${encodeURIComponent(from.id)}`,
    // A subject that was imported before the redaction has to go as well.
    name: from.title || (source.redacted ? "[Redacted]" : source.subject) || undefined,
    description: missing
      ? `Intercom gives only the latest ${MOST_PARTS} parts of a conversation, and this one has ` +
        `${missing.total ?? "more"}. Earlier messages are here only if they were imported in time.`
      : undefined,
    pageUrl: source.url || undefined,
    status: from.state === "closed" || (!from.state && from.open === false) ? "closed" : "active",
    startedAt: at(from.created_at),
    customer,
    userMetadata: given({ email: customer?.email, name: customer?.name, userId: customer?.userId }),
    customFields: given({
      channel: source.type,
      started_by: source.delivered_as,
      intercom_tags: tags.length > 0 ? tags : null,
      rating: rating?.rating,
      rating_remark: rating?.remark,
      truncated: missing ? true : null,
      total_parts: missing?.total,
    }),
    // What is not given any more was not deleted.
    isComplete: !missing,
    messages: messagesOf(from),
  };
}

/** Whether a customer said anything: a campaign that nobody answered is no feedback. */
export function hasCustomer(from: IntercomConversation): boolean {
  return messagesOf(from).some(({ senderType }) => senderType === "user");
}

/** Who wrote: the customer; Fin and its like; a teammate or team; any other machine. */
export function senderTypeOf(author: Author | null | undefined): SenderType {
  const type = author?.type ?? "";
  if (CUSTOMERS.has(type)) return "user";
  // Fin also speaks in the name of an admin.
  if (author?.from_ai_agent || author?.is_ai_answer) return "ai";
  return type === "admin" || type === "team" ? "human_agent" : "bot";
}

/** The contact who a conversation is with: who wrote first, else the first on its list. */
export function contactIdOf(from: IntercomConversation): string | undefined {
  const listed = (from.contacts?.contacts ?? []).map(({ id }) => id);
  const author = customerAuthors(from).find(({ id }) => id && listed.includes(id));
  return author?.id ?? listed[0];
}

/** What is known of a customer from the contact, the company, and what the messages say of them. */
export function toCustomer(
  from: IntercomConversation,
  contact: Contact | undefined,
  company: Company | undefined,
): Customer | undefined {
  const authors = customerAuthors(from);
  const author = authors.find(({ id }) => id === (contact?.id ?? contactIdOf(from))) ?? authors[0];
  const externalId = contact?.id ?? contactIdOf(from) ?? author?.id ?? undefined;
  if (!externalId && !author?.email) return undefined;
  return given({
    externalId,
    userId: contact?.external_id,
    email: contact?.email || author?.email,
    name: contact?.name || author?.name,
    company: company && given({
      externalId: company.company_id ?? company.id,
      name: company.name,
      domain: domainOf(company.website),
    }),
  });
}

function messagesOf(from: IntercomConversation): ConversationMessage[] {
  const { source, conversation_parts: { conversation_parts: parts } } = from;
  // The question itself is no part: it is what the conversation came from.
  const first = { ...source, id: "source", part_type: "comment", created_at: from.created_at };
  return [first, ...parts].filter(isSaid).map((part) => ({
    externalId: part.id,
    senderType: senderTypeOf(part.author),
    senderName: part.author?.name || undefined,
    content: part.redacted ? REDACTED : part.body ?? "",
    at: at(part.created_at),
    attachments: part.redacted ? [] : (part.attachments ?? []).map((file) => ({
      name: file.name || "File",
      content_type: file.content_type ?? null,
      size: file.filesize ?? null,
      // Intercom's addresses of files end after half an hour.
      url: null,
    })),
  }));
}

/** Closed by default: what is not plainly said to or by the customer is internal. */
function isSaid(part: Part): boolean {
  const type = part.part_type?.toLowerCase() ?? "";
  if (type.includes("note")) return false;
  const hasContent = !!part.body?.trim() || (part.attachments ?? []).length > 0;
  if (!hasContent && !part.redacted) return false;
  return SAID.has(type) || senderTypeOf(part.author) === "user";
}

function customerAuthors(from: IntercomConversation): Author[] {
  return [from.source, ...from.conversation_parts.conversation_parts]
    .map(({ author }) => author)
    .filter((author) => !!author && senderTypeOf(author) === "user") as Author[];
}

function missingParts(from: IntercomConversation): { total: number | null } | null {
  const { conversation_parts: parts, total_count } = from.conversation_parts;
  const known = from.statistics?.count_conversation_parts;
  const total = Math.max(known ?? 0, total_count ?? 0);
  if (parts.length < MOST_PARTS) return null;
  // At the limit, without a count that says otherwise, there may be more.
  if (known === null || known === undefined) {
    return { total: total > parts.length ? total : null };
  }
  return total > parts.length ? { total } : null;
}

function domainOf(website: string | null | undefined): string | undefined {
  if (!website) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(website) ? website : `https://${website}`);
  return url?.hostname.replace(/^www\./, "") || undefined;
}

/** The fields that have a value. */
function given<Fields extends Record<string, unknown>>(fields: Fields) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) =>
      value !== undefined && value !== null && value !== ""
    ),
  ) as { [Key in keyof Fields]?: Exclude<Fields[Key], null> };
}

const at = (seconds: number): Date => new Date(seconds * 1000);
