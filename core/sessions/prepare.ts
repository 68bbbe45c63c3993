import type { Conversation, ConversationMessage, Customer } from "../contract/mod.ts";
import { newId } from "../id.ts";
import { cleanJson, cleanText, firstWords, htmlToText } from "../text.ts";
import type { NewMessage, NewSession } from "./ingest_sql.ts";
import { type Link, linksOf } from "./links_sql.ts";

/** A conversation made storable: cleaned, HTML turned to text, with everything derived from it. */
export interface Prepared {
  externalId: string | null;
  contactId: string | null;
  customer: Customer | null;
  wantsAnswer: boolean;
  isComplete: boolean;
  onClosed: NonNullable<Conversation["onClosed"]>;
  tags: string[];
  links: Link[];
  messages: Omit<NewMessage, "sequence">[];
  searchTexts: string[];
  /** What is given only now and then, told apart from its default. */
  given: { status: Conversation["status"] | null };
  row: Omit<
    NewSession,
    "id" | "source" | "connectionId" | "externalId" | "contactId" | "messageCount"
  >;
}

/** Cleans a conversation and derives what its row needs. Pure but for the ids it makes. */
export function prepare(conversation: Conversation & { contentHash?: string }, at: Date): Prepared {
  const messages = eachOnce(conversation.messages.map((message) => prepareMessage(message, at)));
  const name = text(conversation.name);
  const description = text(conversation.description);
  const startedAt = conversation.startedAt ?? null;
  const times = messages.map(({ created_at }) => created_at);
  const first = times.length > 0 ? new Date(times.reduce((a, b) => (a < b ? a : b))) : startedAt;
  const last = times.length > 0 ? new Date(times.reduce((a, b) => (a > b ? a : b))) : startedAt;
  const status = conversation.status ?? "active";
  const customer = conversation.customer ?? null;
  const opening = messages.find(({ sender_type }) => sender_type === "user") ?? messages[0];
  const userMetadata = cleanJson(conversation.userMetadata ?? {});
  return {
    externalId: text(conversation.externalId),
    contactId: conversation.contactId ?? null,
    customer,
    wantsAnswer: conversation.wantsAnswer ?? false,
    isComplete: conversation.isComplete ?? false,
    onClosed: conversation.onClosed ?? "refuse",
    tags: [...new Set(conversation.tags ?? [])],
    links: linksOf(conversation.linkedEntities ?? {}),
    messages,
    searchTexts: [
      name,
      description,
      text(customer?.name),
      text(customer?.email),
      ...messages.map(({ content }) => content),
    ].filter((each) => each !== null),
    given: { status: conversation.status ?? null },
    row: {
      sessionType: conversation.sessionType ?? "chat",
      status,
      isLive: conversation.isLive ?? false,
      name,
      description,
      preview: opening ? firstWords(opening.content) : null,
      tags: [...new Set(conversation.tags ?? [])],
      visitorId: conversation.visitorId ?? null,
      pageUrl: text(conversation.pageUrl),
      pageTitle: text(conversation.pageTitle),
      originalUrl: text(conversation.originalUrl),
      userMetadata,
      customFields: cleanJson(conversation.customFields ?? {}),
      contentHash: conversation.contentHash ?? null,
      closedBy: status === "closed" ? "source" : null,
      firstMessageAt: first,
      lastActivityAt: last ?? at,
      createdAt: startedAt ?? at,
    },
  };
}

function prepareMessage(message: ConversationMessage, at: Date): Omit<NewMessage, "sequence"> {
  const plain = message.format === "html" ? htmlToText(message.content) : message.content;
  return {
    id: newId("msg", at),
    sender_type: message.senderType,
    sender_name: text(message.senderName),
    sender_id: message.senderId ?? null,
    content: cleanText(plain),
    offset_ms: message.offsetMs ?? null,
    sources: cleanJson(message.sources ?? []),
    attachments: cleanJson(message.attachments ?? []),
    external_id: text(message.externalId),
    created_at: (message.at ?? at).toISOString(),
    source_edited_at: message.editedAt?.toISOString() ?? null,
  };
}

/** A message that comes twice in one delivery is one, in its first place with its newest text. */
function eachOnce<Row extends Omit<NewMessage, "sequence">>(messages: Row[]): Row[] {
  const known = new Map<string, Row>();
  return messages.filter((message) => {
    if (message.external_id === null) return true;
    const earlier = known.get(message.external_id);
    if (!earlier) {
      known.set(message.external_id, message);
      return true;
    }
    const edited = message.source_edited_at ?? "";
    if (edited >= (earlier.source_edited_at ?? "")) {
      earlier.content = message.content;
      earlier.source_edited_at = message.source_edited_at;
    }
    return false;
  });
}

function text(value: string | undefined): string | null {
  if (value === undefined) return null;
  const clean = cleanText(value).trim();
  return clean === "" ? null : clean;
}
