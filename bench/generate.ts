/**
 * Fills a database with sessions, three messages each, in 20 projects of which one holds 70 %:
 *
 *     DATA_DIR=.data/bench-1m deno run -A bench/generate.ts 1000000 [seed]
 *
 * Every project gets the key `hiss_bench_project_00_key` with its own number. The same size and seed
 * give the same sessions.
 */
import { createKey } from "../core/access/mod.ts";
import { loadConfig } from "../core/config.ts";
import { migrate, openDatabase, readMigrations, type Sql } from "../core/db/mod.ts";
import { createProject } from "../core/projects/mod.ts";
import { conversations, NEWEST, projectId, PROJECTS, RARE_TAG } from "./fill/conversations.ts";
import {
  dropIndexes,
  emptyBatch,
  prepareProject,
  restoreIndexes,
  spreadCounters,
  Writers,
} from "./fill/fill_sql.ts";
import { RowMaker } from "./fill/rows.ts";

const BATCH = 4_000;
const EVENT_MILLISECONDS = 30 * 86_400_000;

/** The API key of a project. */
export function keyOf(project: number): string {
  return `hiss_bench_project_${String(project).padStart(2, "0")}_key`;
}

/**
 * Fills an empty, migrated database.
 *
 * @param options.told is called with the number of sessions written, now and then
 */
export async function fill(
  sql: Sql,
  size: number,
  options: { seed?: number; told?: (count: number) => void } = {},
): Promise<void> {
  for (let project = 0; project < PROJECTS; project++) {
    const id = projectId(project);
    await createProject(sql, { id, name: `Bench ${project}` });
    await createKey(sql, { projectId: id, name: "bench", scope: "full", key: keyOf(project) });
    await prepareProject(sql, id, RARE_TAG);
  }
  const indexes = await dropIndexes(sql);
  const writers = await Writers.open(sql);
  const maker = new RowMaker(NEWEST - EVENT_MILLISECONDS);
  let batch = emptyBatch();
  let written = Promise.resolve();
  let count = 0;
  for (const generated of conversations(size, options.seed ?? 1)) {
    maker.add(batch, generated);
    count++;
    if (count % BATCH !== 0 && count !== size) continue;
    // The next batch is made while this one is written.
    await written;
    written = writers.write(batch);
    batch = emptyBatch();
    if (count % (BATCH * 25) === 0) options.told?.(count);
    await new Promise((resolve) => setTimeout(resolve));
  }
  await written;
  await writers.close();
  await spreadCounters(sql);
  await restoreIndexes(sql, indexes);
}

if (import.meta.main) {
  const size = Number(Deno.args[0] ?? 1_000);
  const database = await openDatabase(loadConfig(Deno.env.toObject()));
  try {
    await migrate(database.direct, await readMigrations(new URL("../migrations", import.meta.url)));
    const begin = performance.now();
    const told = (count: number) => console.log(`${count} sessions`);
    await fill(database.sql, size, { seed: Number(Deno.args[1] ?? 1), told });
    console.log(`${size} sessions in ${Math.round((performance.now() - begin) / 1000)} s`);
  } finally {
    await database.close();
  }
}
