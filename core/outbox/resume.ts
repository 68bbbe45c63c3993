import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import type { JobContext } from "../jobs/mod.ts";
import { enqueueSends } from "../sessions/mod.ts";
import { enqueueDiscard } from "./fail.ts";
import {
  selectForgottenSessions,
  selectForgottenStreams,
  selectWaitingSessions,
} from "./resume_sql.ts";

/** How many sessions are looked after at once. */
const BATCH = 500;
/** What is younger is under way by itself, in milliseconds. */
const GRACE = 60_000;

/** The job `source.resume`: a connection can be used again, and what waited for it goes out. */
export async function resumeSends(sql: Sql, job: JobContext): Promise<void> {
  const connectionId = job.payload.connection_id as string;
  const waiting = await selectWaitingSessions(sql, job.projectId, connectionId, BATCH);
  await transaction(sql, async (tx) => {
    for (const id of waiting) await enqueueSends(tx, job.projectId, id);
  });
}

/**
 * Looks after what processes that died have left: messages nobody is about to send, and answers that
 * are shown elsewhere but will not be given. To be called every minute, by any number of replicas.
 *
 * @returns how many there were
 */
export async function sweepOutbox(sql: Sql, at: Date = now()): Promise<number> {
  const before = new Date(at.getTime() - GRACE);
  const [sessions, streams] = await Promise.all([
    selectForgottenSessions(sql, before, BATCH),
    selectForgottenStreams(sql, before, BATCH),
  ]);
  await transaction(sql, async (tx) => {
    for (const { project_id, session_id } of sessions) {
      await enqueueSends(tx, project_id, session_id);
    }
    for (const { project_id, session_id, message_id } of streams) {
      await enqueueDiscard(tx, project_id, session_id, message_id);
    }
  });
  return sessions.length + streams.length;
}
