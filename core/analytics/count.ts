import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { findProject } from "../projects/mod.ts";
import { zoneOf } from "./analytics_model.ts";
import {
  countMarked,
  holdCounting,
  markAll,
  projectsToCount,
  setZone,
  sumAnew,
  zonesOfProjects,
} from "./count_sql.ts";

/** How many sessions are counted in one transaction. */
const BATCH = 2_000;

/**
 * Brings the sums of all projects up to date: counts the sessions anew that changed since. Any number
 * of processes may do this at once; each project waits for one of them.
 *
 * @returns how many sessions were counted
 */
export async function keepAnalytics(
  sql: Sql,
  signal?: AbortSignal,
  at: () => Date = now,
): Promise<number> {
  for (const { id, zone, settings } of await zonesOfProjects(sql)) {
    const wanted = zoneOf(settings);
    if (wanted !== zone) await changeZone(sql, id, wanted, at());
  }
  let total = 0;
  for (const projectId of await projectsToCount(sql)) {
    total += await countProject(sql, projectId, signal, at);
    if (signal?.aborted) break;
  }
  return total;
}

/**
 * Counts a project from the very beginning. Its pages show the old figures meanwhile.
 *
 * @returns how many sessions it has counted
 */
export async function rebuildAnalytics(
  sql: Sql,
  projectId: string,
  at: () => Date = now,
): Promise<number> {
  await markAll(sql, projectId);
  const total = await countProject(sql, projectId, undefined, at);
  await transaction(sql, async (tx) => {
    if (await holdCounting(tx, projectId, "UTC", at()) !== null) await sumAnew(tx, projectId);
  });
  return total;
}

async function countProject(
  sql: Sql,
  projectId: string,
  signal: AbortSignal | undefined,
  at: () => Date,
): Promise<number> {
  const project = await findProject(sql, projectId);
  if (!project) return 0;
  let total = 0;
  while (!signal?.aborted) {
    const amount = await transaction(sql, async (tx) => {
      const zone = await holdCounting(tx, projectId, zoneOf(project.settings), at());
      return zone === null ? 0 : await countMarked(tx, projectId, zone, BATCH);
    });
    total += amount;
    if (amount < BATCH) break;
  }
  return total;
}

async function changeZone(sql: Sql, projectId: string, zone: string, at: Date): Promise<void> {
  await transaction(sql, async (tx) => {
    const counted = await holdCounting(tx, projectId, zone, at);
    if (counted !== null && counted !== zone) await setZone(tx, projectId, zone);
  });
}
