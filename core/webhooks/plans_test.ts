import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { claimDeliveries } from "./deliveries_sql.ts";
import { followProject, projectsBehind } from "./follow_sql.ts";
import { countOpen, selectDeliveries } from "./log_sql.ts";
import { settled } from "./testing/settled.ts";
import { webhookTest } from "./testing/world.ts";

const MANY = 6_000;

/** How many rows of a table a query touched, by whatever way. */
async function touched(sql: Sql, table: string, work: () => Promise<unknown>): Promise<number> {
  const read = async () => {
    const [row] = await sql<{ amount: number }[]>`
      select (pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)
        + coalesce(sum(pg_stat_get_xact_tuples_returned(i.indexrelid)), 0))::int8 as amount
      from pg_class c left join pg_index i on i.indrelid = c.oid
      where c.relname = ${table} group by c.oid`;
    return Number(row!.amount);
  };
  const before = await read();
  await work();
  return await read() - before;
}

webhookTest("A long backlog and a long log cost a claim and a page no more", async (world) => {
  const { sql, projectId, connect, time } = world;
  const { endpoint } = await connect();
  await sql`
    insert into events (project_id, type, session_id, created_at)
    select ${projectId}, 'session.closed', 'sess_' || n, now() from generate_series(1, ${MANY}) n`;
  await settled(sql);
  while (await followProject(sql, projectId, time.at, 10_000) > 0);
  await sql`
    update webhook_deliveries set status = 'delivered' where position % 2 = 0`;
  await sql`analyze webhook_deliveries`;
  await sql`analyze events`;
  const limits = { free: 100, healthy: 100, failing: 2, leaseSeconds: 60 };
  // One transaction: the counts of rows touched are its own.
  await sql.begin(async (tx) => {
    const db = tx as unknown as Sql;
    // As the built-in server has it. Where a jump on the disk is held to be dear, a table as small as
    // this one is read in one go.
    await tx`set local random_page_cost = 1.1`;
    const claim = () => claimDeliveries(db, "lease_1", [], limits, time.at);
    const claimed = await touched(db, "webhook_deliveries", claim);
    assert.ok(claimed < 1_000, `${claimed} rows`);
    const page = { before: null, limit: 25 };
    for (const status of [null, "waiting", "delivered", "failed"] as const) {
      const read = () => selectDeliveries(db, projectId, endpoint.id, { ...page, status });
      assert.ok(await touched(db, "webhook_deliveries", read) < 1_000, `${status}`);
    }
    const count = () => countOpen(db, projectId, endpoint.id, 100);
    assert.ok(await touched(db, "webhook_deliveries", count) < 1_000);
    assert.ok(await touched(db, "events", () => projectsBehind(db)) < 100);
  });
});
