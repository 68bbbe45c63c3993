import { now } from "../clock.ts";
import type { Sql } from "../db/mod.ts";
import { log } from "../log.ts";
import { selectSettings } from "./facts_sql.ts";
import { enqueueFill, enqueueStep, failReview, startReview } from "./run.ts";
import {
  countRunning,
  selectForgotten,
  selectPending,
  selectProjectsWithPending,
} from "./runs_sql.ts";
import { readReviewSettings } from "./settings.ts";

/** How many reviews of sessions that closed are under way at most, in all projects together. */
export const UNDER_WAY = 64;
/** How many of a project begin at once: with several projects each gets its turn. */
const AT_ONCE = 16;
/** Milliseconds after which a review without a job counts as forgotten. */
const FORGOTTEN = 2 * 60_000;
/** Tries of one step after which a forgotten review is given up. */
const MOST_TRIES = 12;

/**
 * Takes up sessions of a project that ended, the newest first, while not too many reviews are under
 * way. Each review that ends calls this again, so that any number is worked off steadily.
 *
 * @returns how many began
 */
export async function fillReviews(
  sql: Sql,
  projectId: string,
  underWay = UNDER_WAY,
): Promise<number> {
  if (readReviewSettings(await selectSettings(sql, projectId)).mode === "off") return 0;
  const free = underWay - await countRunning(sql);
  if (free <= 0) return 0;
  let begun = 0;
  for (const sessionId of await selectPending(sql, projectId, Math.min(free, AT_ONCE))) {
    if (await startReview(sql, projectId, sessionId, { by: "closed" })) begun++;
  }
  return begun;
}

/** The schedule: sessions that ended are taken up, and reviews that lie still are moved on. */
export async function sweepReviews(sql: Sql, at: Date = now()): Promise<void> {
  const before = new Date(at.getTime() - FORGOTTEN);
  for (const { project_id, id, attempts } of await selectForgotten(sql, before)) {
    if (attempts < MOST_TRIES) await enqueueStep(sql, project_id, id);
    else {await failReview(
        sql,
        project_id,
        id,
        "It was tried again and again, and never ended.",
        at,
      );}
  }
  for (const projectId of await selectProjectsWithPending(sql)) {
    // One project in trouble keeps no other one waiting.
    await enqueueFill(sql, projectId, at)
      .catch((error) => log.warn("Sessions of a project were not taken up", { error }));
  }
}
