import { type JobContext, RetryLater } from "../jobs/mod.ts";
import { needsAttention } from "./attention.ts";
import { judge, openFor, outgoing } from "./connection.ts";
import type { OutboxOptions } from "./outbox.ts";
import { selectSendingSession } from "./outbox_sql.ts";
import { deleteStream, selectStream } from "./streams_sql.ts";

/**
 * The job `source.discard`: removes what is shown elsewhere of an answer that will not be given.
 *
 * @throws {RetryLater} when the provider asks to wait; whatever else it failed with
 */
export async function discardStream(options: OutboxOptions, job: JobContext): Promise<void> {
  const { sql } = options;
  const { projectId } = job;
  const { session_id: sessionId, message_id: messageId } = job.payload;
  const session = await selectSendingSession(sql, projectId, sessionId);
  const stream = session && await selectStream(sql, projectId, sessionId, messageId);
  if (!session || !stream || stream.isWanted) return;
  // Nothing is called while the credentials fail; it is looked at again every minute.
  if (session.connection_status === "needs_attention") return;
  const opened = await openFor(options, projectId, session, job.signal);
  try {
    await opened?.replies.discard?.(outgoing(session), { id: messageId }, opened.connection);
  } catch (error) {
    const verdict = judge(error, opened?.name ?? session.source);
    if (verdict.kind === "wait") throw new RetryLater(verdict.seconds);
    if (verdict.kind === "credentials") {
      const { connection_id: connectionId } = session;
      return await needsAttention(options, projectId, connectionId, opened, verdict.sentence);
    }
    if (verdict.kind !== "refused") throw error;
  }
  await deleteStream(sql, projectId, sessionId, messageId);
}

/** After the last try: what is shown stays, and nobody looks after it any more. */
export async function forgetStream({ sql }: OutboxOptions, job: JobContext): Promise<void> {
  const { session_id: sessionId, message_id: messageId } = job.payload;
  await deleteStream(sql, job.projectId, sessionId, messageId);
}
