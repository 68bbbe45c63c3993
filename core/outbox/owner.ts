import type { SessionTeammate } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { type JobContext, RetryLater } from "../jobs/mod.ts";
import { log } from "../log.ts";
import { needsAttention } from "./attention.ts";
import { judge, type Opened, openFor, outgoing } from "./connection.ts";
import type { OutboxOptions } from "./outbox.ts";
import { selectSendingSession, type SendingSession } from "./outbox_sql.ts";
import { selectEmail } from "./teammate_sql.ts";

/**
 * The job `source.owner`: tells where a session happens who answers in it now. It tells of the owner
 * at that moment; those who came and went meanwhile are passed over.
 *
 * @throws {RetryLater} when the provider asks to wait; whatever else it failed with
 */
export async function tellOwnerChanged(options: OutboxOptions, job: JobContext): Promise<void> {
  const { sql } = options;
  const { projectId } = job;
  const session = await selectSendingSession(sql, projectId, job.payload.session_id as string);
  if (session?.connection_status !== "active") return;
  let opened: Opened | null | undefined;
  try {
    opened = await openFor(options, projectId, session, job.signal);
    if (!opened?.replies.ownerChanged) return;
    const owner = await teammateOf(sql, session);
    await opened.replies.ownerChanged(outgoing(session), owner, opened.connection);
  } catch (error) {
    const verdict = judge(error, opened?.name ?? session.source);
    if (verdict.kind === "wait") throw new RetryLater(verdict.seconds);
    if (verdict.kind === "failed") throw error;
    if (verdict.kind === "credentials") {
      const { connection_id: connectionId } = session;
      return await needsAttention(options, projectId, connectionId, opened, verdict.sentence);
    }
    log.warn("A source does not want to know who answers", { error, session_id: session.id });
  }
}

/** Who owns a session now; null for the agent. */
async function teammateOf(sql: Sql, session: SendingSession): Promise<SessionTeammate | null> {
  const { is_human_takeover: isTaken, taken_over_by: id, taken_over_name: name } = session;
  if (!isTaken || id === null) return null;
  return { id, name: name ?? "A teammate", email: await selectEmail(sql, id) };
}
