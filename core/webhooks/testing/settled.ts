import assert from "node:assert/strict";
import type { Sql } from "../../db/mod.ts";

/** Waits until all events can be read: older transactions elsewhere on the server hold them back. */
export async function settled(sql: Sql): Promise<void> {
  for (let tries = 0; tries < 2_500; tries++) {
    const [row] = await sql`select count(*)::int as hidden from events
      where xact >= pg_snapshot_xmin(pg_current_snapshot())`;
    if (row!.hidden === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("A transaction stays open");
}
