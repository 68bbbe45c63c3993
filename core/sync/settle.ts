import { type Sql, transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { updateConnectionRow } from "./connections_sql.ts";
import { type RunRow, settleRun } from "./runs_sql.ts";

/** How a run ends before its end, or rests. */
export interface Settlement {
  status: "failed" | "cancelled" | "paused";
  /** Why, in words. */
  message: string | null;
  resumeAt?: Date;
  /** The next run continues at the cursors of this one, within its window. */
  keepsCursors?: boolean;
  /** The credentials are at fault: nothing runs until they are entered again. */
  needsAttention?: boolean;
}

/** Ends or pauses a run, with what that means for its connection. Nothing when another process holds it. */
export async function settle(
  sql: Sql,
  projectId: string,
  run: RunRow,
  to: Settlement,
  at: Date,
): Promise<void> {
  await transaction(sql, async (tx) => {
    if (!await settleRun(tx, projectId, run.id, run.fence, to, at)) return;
    const columns: Record<string, unknown> = {};
    if (to.keepsCursors && run.mode === "incremental") {
      columns.cursors = tx.json(run.cursors as never);
      columns.window_from = run.window_from;
      columns.window_to = run.window_to;
    }
    if (to.needsAttention) {
      Object.assign(columns, {
        status: "needs_attention",
        status_message: to.message,
        next_run_at: null,
      });
    }
    if (Object.keys(columns).length > 0) {
      await updateConnectionRow(tx, projectId, run.connection_id, { ...columns, updated_at: at });
    }
    const data = { connection_id: run.connection_id, run_id: run.id, status: to.status };
    const type = to.status === "failed" ? "sync.failed" : "sync.updated";
    await appendEvents(tx, projectId, [{ type, sessionId: null, data }], at);
  });
}
