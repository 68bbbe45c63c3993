import type { Tx } from "../db/mod.ts";
import { notFound } from "../errors.ts";
import { deleteSent, editSent } from "../outbox/mod.ts";
import { type IngestScope, replyAs, type TeammateElsewhere } from "../sessions/mod.ts";
import { lockByExternalId } from "../sessions/ingest_sql.ts";
import { createRecords } from "./records.ts";

/** What became of a message that was written elsewhere. Kinds with a colon are ours, not a plugin's. */
const KIND = "core:forward";

/**
 * Brings a teammate's answer that was written elsewhere, such as in a direct message, into a session,
 * from where it is sent to the conversation. The same message again changes nothing, with another
 * text it edits, with null it deletes. A deleted one stays deleted.
 *
 * @returns our id of the message; null when there is none, or none any more
 * @throws {AppError} 404 without the session; 409 when it is closed; 400 for an empty text
 */
export async function forwardMessage(
  tx: Tx,
  scope: IngestScope & { connectionId: string },
  externalId: string,
  teammate: TeammateElsewhere,
  message: { externalId: string; text: string | null },
  at: Date,
): Promise<string | null> {
  const { projectId, source, connectionId } = scope;
  // Held, so that of two deliveries of one message the second sees what the first made of it.
  const session = await lockByExternalId(tx, projectId, { source, connectionId, externalId });
  if (!session) throw notFound("Session");
  const records = createRecords(tx, projectId, connectionId, () => at);
  const id = `${externalId}/${message.externalId}`;
  const known = await records.get<{ message_id: string | null }>(KIND, id);
  if (!known) {
    const stored = message.text === null
      ? null
      : await replyAs(tx, projectId, session.id, teammate, message.text, "direct_message", at);
    await records.set(KIND, id, { message_id: stored?.id ?? null });
    return stored?.id ?? null;
  }
  if (known.message_id === null) return null;
  if (message.text !== null) {
    await editSent(tx, projectId, session.id, known.message_id, message.text, at);
    return known.message_id;
  }
  await deleteSent(tx, projectId, session.id, known.message_id, at);
  await records.set(KIND, id, { message_id: null });
  return null;
}
