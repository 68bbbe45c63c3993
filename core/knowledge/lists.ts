import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { findCentres } from "./centres.ts";
import {
  dropOldLists,
  fillLists,
  insertLists,
  selectListSet,
  selectSignatures,
} from "./lists_sql.ts";

/** With fewer passages all are compared, which is as quick and misses none. */
const LISTED_FROM = 2_000;
/** More would take longer to choose from than they save. */
const MOST_LISTS = 2_000;
/** So many passages for each list are looked at to find the centres. */
const SAMPLE = 12;
/** Passages put into lists in one statement. */
const BATCH = 500;

/**
 * Keeps a project's passages in lists of those that mean alike: makes the lists once there are enough
 * passages and anew whenever they have doubled, and puts passages in that are in none. While new lists
 * are filled the old ones serve beside them. Can be called again after a crash; not twice at once for
 * one project.
 *
 * @param from so many passages are worth lists
 * @throws the signal's reason when the worker ends
 */
export async function keepLists(
  sql: Sql,
  projectId: string,
  model: string,
  signal: AbortSignal,
  from = LISTED_FROM,
  at: Date = now(),
): Promise<void> {
  const pause = () => {
    signal.throwIfAborted();
    return new Promise<void>((resolve) => setTimeout(resolve));
  };
  let { set, seen } = await selectListSet(sql, projectId, model);
  if (seen >= from && seen >= 2 * (set?.passages ?? 0)) {
    const amount = Math.min(Math.ceil(2 * Math.sqrt(seen)), MOST_LISTS);
    const sample = await selectSignatures(sql, projectId, model, amount * SAMPLE);
    const centres = await findCentres(sample, amount, pause);
    set = await transaction(
      sql,
      (tx) => insertLists(tx, projectId, model, centres, seen, at),
    );
  }
  if (!set) return;
  while (await fillLists(sql, projectId, model, set, BATCH) > 0) await pause();
  await dropOldLists(sql, projectId, model, set);
}
