import { now } from "../clock.ts";
import type { Conversation, IngestResult } from "../contract/mod.ts";
import { isErasedConversation, matchContact } from "../customers/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { appendEvents, type NewEvent } from "../events/mod.ts";
import { newId } from "../id.ts";
import { setVerifiedUser } from "../visitors/mod.ts";
import { askAgent } from "./ask_agent.ts";
import { insertMessages, insertSession, lockByExternalId } from "./ingest_sql.ts";
import { assertContact, insertLinks } from "./links_sql.ts";
import { merge } from "./merge.ts";
import { selectTombstones } from "./delete_message_sql.ts";
import { prepare, type Prepared } from "./prepare.ts";
import { searchParts } from "./search_document.ts";
import { insertSearchParts } from "./search_sql.ts";
import { assertTags } from "./tags.ts";

/** A conversation with a digest of itself: delivered again unchanged, it is passed over at once. */
export type HashedConversation = Conversation & { contentHash?: string };

/** Which project and source a delivery is for. */
export interface IngestScope {
  projectId: string;
  /** The id of the plugin. */
  source: string;
  /** The connection it came through, for sources that have any. */
  connectionId?: string;
}

/**
 * The one door: stores conversations, each with its contact, messages, counters, search words,
 * events and the agent's job, in one transaction. Delivering the same again changes nothing.
 *
 * @throws {AppError} 400 for unknown tags, contacts or linked entities; 409 `session_closed` for a
 * message to a live session that was closed meanwhile. Nothing is stored then.
 */
export async function ingest(
  sql: Sql | Tx,
  scope: IngestScope,
  conversations: HashedConversation[],
  at: Date = now(),
): Promise<IngestResult[]> {
  return await transaction(sql, async (tx) => {
    const results: IngestResult[] = [];
    for (const conversation of conversations) {
      const result = await ingestOne(tx, scope, conversation, at);
      if (conversation.verifiedUser && result.sessionId !== "") {
        await assertOwnVisitor(tx, scope.projectId, result.sessionId, conversation.verifiedUser);
      }
      results.push(result);
    }
    return results;
  });
}

/** Whoever proves to be somebody else begins a session of their own. */
async function assertOwnVisitor(
  tx: Tx,
  projectId: string,
  sessionId: string,
  verifiedUser: string,
): Promise<void> {
  if (await setVerifiedUser(tx, projectId, sessionId, verifiedUser)) return;
  throw new AppError("This conversation is somebody else's. A new message opens a new one.", {
    code: "session_closed",
    status: 409,
  });
}

async function ingestOne(
  tx: Tx,
  scope: IngestScope,
  given: HashedConversation,
  at: Date,
): Promise<IngestResult> {
  const { projectId, source, connectionId = "" } = scope;
  let conversation = prepare(given, at);
  const { externalId } = conversation;
  const origin = externalId === null ? null : { source, connectionId, externalId };
  // Sent together: what was deleted is read once the session is held.
  const [known, erased, deleted] = await Promise.all([
    origin && lockByExternalId(tx, projectId, origin),
    origin && connectionId !== "" && isErasedConversation(tx, projectId, origin),
    origin && connectionId !== ""
      ? selectTombstones(tx, projectId, connectionId, externalId!, messageIds(conversation))
      : [] as string[],
  ]);
  // Somebody in it was erased: what the source still has of it stays there.
  if (erased) return { sessionId: "", outcome: "skipped", messageIds: [] };
  if (deleted.length > 0) {
    const messages = given.messages.filter(({ externalId }) => !deleted.includes(externalId ?? ""));
    if (!known && messages.length === 0) {
      return { sessionId: "", outcome: "skipped", messageIds: [] };
    }
    conversation = prepare({ ...given, messages }, at);
  }
  if (known) return await merge(tx, scope, known, conversation, at);

  const created = await create(tx, scope, conversation, at);
  if (created) return created;
  // Somebody else stored the same conversation between the look and the write.
  const winner = origin && await lockByExternalId(tx, projectId, origin);
  if (!winner) {
    throw new AppError("The conversation changed while it was stored. Send it again.", {
      code: "conflict",
      status: 409,
    });
  }
  return await merge(tx, scope, winner, conversation, at);
}

function messageIds({ messages }: Prepared): string[] {
  return messages.map(({ external_id }) => external_id).filter((id) => id !== null);
}

async function create(
  tx: Tx,
  scope: IngestScope,
  conversation: Prepared,
  at: Date,
): Promise<IngestResult | null> {
  const { projectId, source, connectionId = "" } = scope;
  const { row, messages, tags, links, customer } = conversation;
  if (tags.length > 0) await assertTags(tx, projectId, tags);
  if (conversation.contactId) await assertContact(tx, projectId, conversation.contactId);
  const matched = conversation.contactId
    ? { contactId: conversation.contactId, companyId: null }
    : customer && await matchContact(tx, projectId, source, customer, at);
  if (matched?.companyId) links.push({ kind: "company", id: matched.companyId });

  const id = newId("sess", at);
  const events: NewEvent[] = [{
    type: "session.created",
    sessionId: id,
    data: { source, status: row.status, message_count: messages.length },
  }];
  if (messages.length > 0) {
    const last = messages.length;
    events.push({ type: "message.created", sessionId: id, data: { from: 1, to: last } });
  }
  if (row.status === "closed") events.push({ type: "session.closed", sessionId: id });
  const session = {
    ...row,
    id,
    source,
    connectionId,
    externalId: conversation.externalId,
    contactId: matched?.contactId ?? null,
    messageCount: messages.length,
  };
  const numbered = messages.map((message, index) => ({ ...message, sequence: index + 1 }));
  const insertRest = () => [
    insertMessages(tx, projectId, id, numbered),
    insertSearchParts(tx, projectId, id, searchParts(conversation.searchTexts)),
    ...(links.length > 0 ? [insertLinks(tx, projectId, id, links, at)] : []),
    appendEvents(tx, projectId, events, at),
  ];
  // Sent together, in this order, on the transaction's connection. Only a conversation that comes
  // with an id of its own can be there already: its row has to go first.
  if (conversation.externalId === null) {
    await Promise.all([insertSession(tx, projectId, session, at), ...insertRest()]);
  } else {
    if (!await insertSession(tx, projectId, session, at)) return null;
    await Promise.all(insertRest());
  }
  if (conversation.wantsAnswer && messages.at(-1)?.sender_type === "user") {
    await askAgent(tx, projectId, id);
  }
  return { sessionId: id, outcome: "created", messageIds: messages.map((message) => message.id) };
}
