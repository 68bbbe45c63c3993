import { now } from "../clock.ts";
import { type Db, type Sql, transaction } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { addNote, type Teammate } from "../sessions/mod.ts";
import { cleanText } from "../text.ts";
import { type Asker, insertNote, selectAskers, selectWay, setNoteMessage } from "./asked_sql.ts";
import { insertChange } from "./history_sql.ts";
import { announce, lockedIssue } from "./issues.ts";
import type { Issue } from "./issues_model.ts";

/** The longest note, in characters. */
export const NOTE_LENGTH = 4_000;

/** Those who asked for an issue. */
export interface AskerPage {
  askers: Asker[];
  /** Give it back as `after` for the next page; null on the last one. */
  next: string | null;
}

/** Who asked for an issue, each person once, with the way they can be told. */
export async function listAskers(
  db: Db,
  projectId: string,
  issueId: string,
  page: { limit: number; after?: string | null },
): Promise<AskerPage> {
  const rows = await selectAskers(db, projectId, issueId, page.limit + 1, page.after ?? null);
  const askers = rows.slice(0, page.limit);
  return { askers, next: rows.length > page.limit ? askers.at(-1)!.person_id : null };
}

/** What a note says unless somebody writes it anew. */
export function noteText(issue: Pick<Issue, "title">, name: string | null): string {
  const first = name?.trim().split(/\s+/)[0];
  return `Hi${first ? ` ${first}` : ""}, you told us about this: “${issue.title}”. ` +
    "It is done now. Thank you for writing to us!";
}

/**
 * Tells one person that what they asked for is done, through the conversation they asked in. Nobody
 * is told twice, whoever sends it and however often.
 *
 * @param note.isByHand a teammate has sent it themselves: it is only noted
 * @returns the way it went
 * @throws {AppError} 404; 400 for a text that is empty or too long, or for a conversation that takes
 * no messages from here; 409 when the issue is not done, or the person was told before
 */
export async function sendNote(
  sql: Sql,
  projectId: string,
  issueId: string,
  note: { personId: string; sessionId: string; text: string; isByHand?: boolean },
  teammate: Teammate,
  at: Date = now(),
): Promise<"sent" | "by_hand"> {
  const text = cleanText(note.text).trim();
  const { personId, sessionId, isByHand = false } = note;
  if (!isByHand && text === "") throw invalid("text", "The note is empty. Write what is done.");
  if (text.length > NOTE_LENGTH) {
    throw invalid("text", "The note is too long. Use at most 4,000 characters.", "too_long");
  }
  return await transaction(sql, async (tx) => {
    const issue = await lockedIssue(tx, projectId, issueId);
    if (issue.closed_as !== "done") {
      throw conflict("The issue is not done. Close it as done before telling those who asked.");
    }
    const reached = await selectWay(tx, projectId, issueId, personId, sessionId);
    if (!reached) throw notFound("Person");
    if (!isByHand && reached === "by_hand") {
      throw invalid(
        "session_id",
        "This conversation takes no messages from here. Copy the text and send it yourself.",
      );
    }
    const way = isByHand ? "by_hand" : "sent";
    const { id, name } = teammate;
    const row = { personId, sessionId, way, sentBy: id, sentByName: name } as const;
    if (!await insertNote(tx, projectId, issueId, row, at)) {
      throw conflict("This person was told already. Nobody is told twice.");
    }
    if (!isByHand) {
      const message = await addNote(tx, projectId, sessionId, teammate, text, at);
      await setNoteMessage(tx, projectId, issueId, personId, message.id);
    }
    const actor = { kind: "person" as const, id, name };
    const data = { session_id: sessionId, way };
    await insertChange(tx, projectId, issueId, "note", actor, data, at);
    await announce(tx, projectId, issueId, "issue.updated", at, { fields: ["notes"] });
    return way;
  });
}
