import { addDays, issueTrends, spanOf, summary } from "../analytics/mod.ts";
import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { enqueue } from "../jobs/mod.ts";
import { log } from "../log.ts";
import type { DigestData } from "./notifications_model.ts";
import { insertDigest, projectsWithoutDigest } from "./spread_sql.ts";

const HOUR = 8;
/** A server that was down on Monday morning makes it up on this day at the latest, then no more. */
const LATEST_HOURS = 36;
const ISSUES = 5;

/**
 * Makes the digest of the past week for every project in which something was said, from Monday 08:00 UTC
 * on; once for a project and a week, however often and wherever this runs.
 */
export async function makeDigests(sql: Sql, at: Date = now()): Promise<void> {
  const monday = mondayOf(at);
  const hours = (at.getTime() - Date.parse(monday)) / 3_600_000;
  if (hours < HOUR || hours > HOUR + LATEST_HOURS) return;
  for (const projectId of await projectsWithoutDigest(sql, monday)) {
    try {
      await makeDigest(sql, projectId, monday, at);
    } catch (error) {
      // One project's fault is not the others'; it is tried again with the next hour.
      log.error("A weekly digest failed", { project_id: projectId, reason: messageOf(error) });
    }
  }
}

async function makeDigest(sql: Sql, projectId: string, monday: string, at: Date): Promise<void> {
  const asked = { from: addDays(monday, -7), to: addDays(monday, -1) };
  const span = await spanOf(sql, projectId, asked, at);
  const { figures, before } = await summary(sql, projectId, span);
  if (figures.sessions === 0) return;
  const { top, rising } = await issueTrends(sql, projectId, span, ISSUES);
  const data: DigestData = {
    ...asked,
    sessions: figures.sessions,
    sessions_before: before.sessions,
    takeover_rate: figures.takeover_rate,
    resolution_rate: figures.resolution_rate,
    answer_median: figures.answer_median,
    top: top.map(({ id, name, sessions }) => ({ id, name, sessions })),
    rising: rising.map(({ id, name, sessions, before }) => ({ id, name, sessions, before })),
  };
  await transaction(sql, async (tx) => {
    const position = await insertDigest(tx, projectId, monday, data, at);
    if (position === null) return;
    await enqueue(tx, projectId, { kind: "notifications.spread", payload: { position } });
  });
}

/** The Monday of a time's week, in UTC. */
function mondayOf(at: Date): string {
  return addDays(at.toISOString().slice(0, 10), -((at.getUTCDay() + 6) % 7));
}
