import type { SyncRun } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import { runColumns } from "./runs_sql.ts";

/** Runs of a connection, newest first, from a place on. */
export async function runsAfter(
  sql: Db,
  projectId: string,
  connectionId: string,
  after: { at: Date; id: string } | null,
  limit: number,
): Promise<SyncRun[]> {
  const rows = await sql<SyncRun[]>`
    select ${runColumns(sql)} from sync_runs
    where project_id = ${projectId} and connection_id = ${connectionId}
      ${after ? sql`and (created_at, id) < (${after.at}, ${after.id})` : sql``}
    order by created_at desc, id desc limit ${limit}`;
  return [...rows];
}
