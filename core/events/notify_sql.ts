import type { Sql } from "../db/mod.ts";

/**
 * Notifies every replica, in a statement of its own: within a writing transaction a notification
 * would hold up the commits of all others.
 */
export async function notify(sql: Sql, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`;
}
