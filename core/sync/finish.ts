import { type Sql, transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { updateConnectionRow } from "./connections_sql.ts";
import { LostRun } from "./commit.ts";
import { type RunRow, settleRun } from "./runs_sql.ts";

/**
 * Ends a run that came through: the connection takes over its cursors, and the next run looks back
 * from this one's start.
 *
 * @throws {LostRun} when another process holds the run
 */
export async function finishRun(sql: Sql, projectId: string, run: RunRow, at: Date): Promise<void> {
  await transaction(sql, async (tx) => {
    const done = { status: "succeeded" as const, message: null };
    if (!await settleRun(tx, projectId, run.id, run.fence, done, at)) {
      throw new LostRun("Another process continues this run");
    }
    await updateConnectionRow(tx, projectId, run.connection_id, {
      cursors: tx.json(run.cursors as never),
      window_from: null,
      window_to: null,
      synced_until: run.started_at,
      status: "active",
      status_message: null,
      updated_at: at,
    });
    const data = { connection_id: run.connection_id, run_id: run.id, status: done.status };
    await appendEvents(tx, projectId, [{ type: "sync.completed", sessionId: null, data }], at);
  });
}
