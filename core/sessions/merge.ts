import type { IngestResult, SessionStatus } from "../contract/mod.ts";
import { matchContact } from "../customers/mod.ts";
import type { Tx } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { appendEvents, type NewEvent } from "../events/mod.ts";
import { askAgent } from "./ask_agent.ts";
import type { IngestScope } from "./ingest.ts";
import {
  deleteMissingMessages,
  type LockedSession,
  type MergedMessage,
  mergeMessages,
  resequence,
  updateMergedSession,
} from "./ingest_sql.ts";
import { assertContact } from "./links_sql.ts";
import type { Prepared } from "./prepare.ts";
import { appendSearchText, rebuildSearch } from "./search_sql.ts";
import { assertTags } from "./tags.ts";

/**
 * Brings news to a session that exists and is locked: adds unknown messages, replaces the text of
 * changed ones, fills in what was missing. What a person edited here stays theirs.
 */
export async function merge(
  tx: Tx,
  scope: IngestScope,
  known: LockedSession,
  conversation: Prepared,
  at: Date,
): Promise<IngestResult> {
  const { projectId, source } = scope;
  const { row, messages, customer } = conversation;
  if (row.contentHash !== null && row.contentHash === known.content_hash) {
    return { sessionId: known.id, outcome: "skipped", messageIds: [] };
  }
  // What a new session would be refused for is not passed over in a known one.
  if (conversation.tags.length > 0) await assertTags(tx, projectId, conversation.tags);
  if (conversation.contactId) await assertContact(tx, projectId, conversation.contactId);
  const touched = await mergeMessages(
    tx,
    projectId,
    known.id,
    messages.map((message, index) => ({ ...message, sequence: known.next_sequence + index })),
    at,
  );
  const added = touched.filter(({ inserted }) => inserted);
  const edited = touched.filter(({ inserted }) => !inserted);
  const isLive = known.is_live || row.isLive;
  const isClosed = isLive && known.status === "closed";
  if (added.length > 0 && isClosed && conversation.onClosed === "refuse") {
    throw new AppError("This conversation is closed. A new message opens a new one.", {
      code: "session_closed",
      status: 409,
    });
  }
  const removed = conversation.isComplete
    ? await deleteMissingMessages(tx, projectId, known.id, messages.map((m) => m.external_id))
    : 0;
  const times = added.map(({ created_at }) => created_at.getTime());
  const firstAt = times.length > 0 ? new Date(Math.min(...times)) : null;
  const activityAt = times.length > 0 ? new Date(Math.max(...times)) : null;
  const reordered = firstAt !== null && mayComeLate(known, isLive, firstAt) &&
    await resequence(tx, projectId, known.id);
  const matched = !conversation.contactId && customer &&
    await matchContact(tx, projectId, source, customer, at);
  const mayChange = (field: string, value: string | null) =>
    known.edited_fields.includes(field) ? null : value;
  const statusChange = statusAfter(known, conversation, isClosed && added.length > 0);
  await updateMergedSession(tx, projectId, known.id, {
    added: added.length - removed,
    reserved: messages.length,
    firstAt,
    activityAt,
    isLive,
    preview: row.preview,
    replacesPreview: conversation.isComplete,
    name: mayChange("name", row.name),
    description: mayChange("description", row.description),
    contactId: conversation.contactId ?? (matched ? matched.contactId : null),
    pageUrl: row.pageUrl,
    pageTitle: row.pageTitle,
    originalUrl: row.originalUrl,
    userMetadata: row.userMetadata,
    customFields: row.customFields,
    tags: known.edited_fields.includes("tags")
      ? known.tags
      : [...new Set([...known.tags, ...conversation.tags])],
    status: statusChange,
    contentHash: row.contentHash,
  }, at);
  if (edited.length > 0 || removed > 0 || row.name !== null || row.description !== null) {
    await rebuildSearch(tx, projectId, known.id);
  } else if (added.length > 0) {
    await appendSearchText(tx, projectId, known.id, added.map(({ content }) => content));
  }
  const events = eventsOf(
    known,
    { added, edited, removed, reordered, statusChange },
    messages.length,
  );
  await appendEvents(tx, projectId, events, at);

  const staysClosed = isClosed && statusChange !== "active";
  const asks = conversation.wantsAnswer && !known.is_human_takeover && !staysClosed &&
    added.some(({ sender_type }) => sender_type === "user");
  if (asks) await askAgent(tx, projectId, known.id);
  return {
    sessionId: known.id,
    outcome: isNews(known, row.contentHash, touched.length + removed, statusChange)
      ? "updated"
      : "skipped",
    messageIds: added.map(({ id }) => id),
  };
}

/**
 * Whether a message that was said at `at` may belong before others. Imports bring them so. What is
 * said live comes in order, unless a delivery was late; in our own widget it always does.
 */
function mayComeLate(known: LockedSession, isLive: boolean, at: Date): boolean {
  return !isLive || (known.connection_id !== "" && at < known.last_activity_at);
}

/** The status that a session changes to; null when it stays. */
function statusAfter(
  known: LockedSession,
  { given, onClosed }: Prepared,
  isNewInClosed: boolean,
): SessionStatus | null {
  // Whoever closed it: somebody has something to say again.
  if (isNewInClosed && onClosed === "reopen" && given.status !== "closed") return "active";
  const status = known.edited_fields.includes("status") ? null : given.status;
  return status && status !== known.status ? status : null;
}

/** A digest that differs is news as well: of a name, a customer, a field. */
function isNews(
  known: LockedSession,
  contentHash: string | null,
  touched: number,
  statusChange: string | null,
): boolean {
  return touched > 0 || statusChange !== null ||
    (contentHash !== null && contentHash !== known.content_hash);
}

/** What a merge did, for the events that tell of it. */
interface Merged {
  added: MergedMessage[];
  edited: MergedMessage[];
  removed: number;
  reordered: boolean;
  statusChange: string | null;
}

function eventsOf(known: LockedSession, merged: Merged, delivered: number): NewEvent[] {
  const { added, edited, removed, reordered, statusChange } = merged;
  const sessionId = known.id;
  const events: NewEvent[] = [];
  if (added.length > 0) {
    const from = known.next_sequence;
    const data = reordered
      ? { message_ids: added.map(({ id }) => id) }
      : { from, to: from + delivered - 1 };
    events.push({ type: "message.created", sessionId, data });
  }
  for (const { id } of edited) {
    events.push({ type: "message.updated", sessionId, data: { message_id: id } });
  }
  if (statusChange || removed > 0) {
    const data = {
      ...(removed > 0 ? { messages_deleted: removed } : {}),
      ...(statusChange === "active" ? { status: "active" } : {}),
    };
    events.push({ type: "session.updated", sessionId, data });
  }
  if (statusChange === "closed") events.push({ type: "session.closed", sessionId });
  return events;
}
