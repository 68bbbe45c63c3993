import { now } from "../../clock.ts";
import { sha256Hex } from "../../crypto.ts";
import { type Sql, transaction } from "../../db/mod.ts";
import { notFound } from "../../errors.ts";
import { appendEvents } from "../../events/mod.ts";
import { newId } from "../../id.ts";
import { rebuildSearch } from "../../sessions/search_sql.ts";
import { contactsByIds, deleteContactRow, lockContact } from "../contacts_sql.ts";
import { selectIdentities, setCounting } from "../customers_sql.ts";
import {
  anonymiseSessions,
  closeToSources,
  deleteCopies,
  deleteSessions,
  type Erasure,
  insertErasure,
  lastRecordHash,
  mentionSessions,
  ownSessions,
  redactMentions,
  speakerNames,
} from "./erase_sql.ts";
import { patternsOf, tracesOf } from "./redact_model.ts";
import { deleteEvents, sweepTable, sweptTables } from "./sweep_sql.ts";

/**
 * Erases a person everywhere: the contact and all it is recognised by, what they said (removed, or
 * kept without them), and every copy of their addresses in texts, events, imports and records. All of
 * it in one transaction, with a record that says how much it was and nothing about them.
 *
 * @param conversations what becomes of what they said
 * @param by the account or key that does it
 * @throws {AppError} 404
 */
export async function eraseContact(
  sql: Sql,
  projectId: string,
  contactId: string,
  conversations: "delete" | "anonymise",
  by: string,
  at: Date = now(),
): Promise<Erasure> {
  return await transaction(sql, async (tx) => {
    if (!await lockContact(tx, projectId, contactId)) throw notFound("Contact");
    const [contact] = await contactsByIds(tx, projectId, [contactId]);
    const identities = await selectIdentities(tx, projectId, "contact", contactId);
    const emails = tracesOf(identities, contact!, []).emails;
    const own = await ownSessions(tx, projectId, contactId, emails);
    const names = await speakerNames(tx, projectId, own);
    const patterns = patternsOf(tracesOf(identities, contact!, names));
    const counts: Record<string, number> = {
      contacts: 1,
      identities: identities.length,
      sessions: own.length,
    };
    await closeToSources(tx, projectId, own);
    await setCounting(tx, false);
    if (conversations === "delete") {
      counts.messages = await deleteSessions(tx, projectId, own);
      const gone = own.map((sessionId) => ({ type: "session.deleted" as const, sessionId }));
      await appendEvents(tx, projectId, gone, at);
    } else {
      counts.messages = await anonymiseSessions(tx, projectId, own, patterns, at);
      const changed = own.map((sessionId) => ({ type: "session.updated" as const, sessionId }));
      await appendEvents(tx, projectId, changed, at);
    }
    await setCounting(tx, true);
    counts.events = await deleteEvents(tx, projectId, own, contactId);
    const mentions = (await mentionSessions(tx, projectId, emails)).filter((id) =>
      !own.includes(id)
    );
    counts.mentions = patterns.anywhere === null
      ? 0
      : await redactMentions(tx, projectId, mentions, patterns.anywhere);
    const kept = conversations === "delete" ? mentions : [...own, ...mentions];
    for (const sessionId of kept) await rebuildSearch(tx, projectId, sessionId);
    await deleteContactRow(tx, projectId, contactId);
    const copies = await deleteCopies(tx, projectId, contactId, patterns.anywhere);
    Object.assign(counts, {
      import_rows: copies.importRows,
      merges: copies.merges,
      stored_answers: copies.answers,
    });
    if (patterns.anywhere !== null) {
      counts.other_texts = 0;
      for (const table of await sweptTables(tx)) {
        const about = [...own, ...mentions];
        counts.other_texts += await sweepTable(tx, projectId, table, patterns.anywhere, about);
      }
    }
    const record = {
      id: newId("erase", at),
      subject_hash: await subjectHash(projectId, contactId),
      conversations,
      counts,
      erased_by: by,
      erased_at: at,
      previous_hash: await lastRecordHash(tx, projectId),
    };
    const erasure = { ...record, record_hash: await recordHash(record) };
    await insertErasure(tx, projectId, erasure);
    return erasure;
  });
}

/** What stands for a person in the record: whoever asked for it and knows the id can find it. */
export async function subjectHash(projectId: string, contactId: string): Promise<string> {
  return await sha256Hex(`${projectId}\n${contactId}`);
}

/** The hash of a record and, through it, of all records before. */
export async function recordHash(record: Omit<Erasure, "record_hash">): Promise<string> {
  const { id, subject_hash, conversations, counts, erased_by, erased_at, previous_hash } = record;
  const amounts = Object.keys(counts).sort().map((key) => `${key}=${counts[key]}`).join(",");
  return await sha256Hex(
    [id, subject_hash, conversations, amounts, erased_by, erased_at.toISOString(), previous_hash]
      .join("\n"),
  );
}
