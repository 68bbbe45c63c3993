import { now } from "../clock.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { closeIdle } from "./idle_sql.ts";

/** How many sessions one transaction closes. */
const BATCH = 200;

/**
 * Closes live sessions in which nobody wrote for as long as their project allows. Sessions that
 * wait for a person stay open, and one that a person took over stays open for a day.
 *
 * @param defaultMinutes for projects that set nothing
 * @returns how many were closed
 */
export async function closeIdleSessions(
  sql: Sql,
  defaultMinutes: number,
  at: Date = now(),
): Promise<number> {
  let closed = 0;
  for (;;) {
    const rows = await transaction(sql, async (tx) => {
      const batch = await closeIdle(tx, defaultMinutes, at, BATCH);
      const byProject = Map.groupBy(batch, ({ project_id }) => project_id);
      for (const [projectId, sessions] of byProject) {
        const events = sessions.map(({ id }) => ({
          type: "session.closed" as const,
          sessionId: id,
          data: { closed_by: "idle" },
        }));
        await appendEvents(tx, projectId, events, at);
      }
      return batch;
    });
    closed += rows.length;
    if (rows.length < BATCH) return closed;
  }
}
