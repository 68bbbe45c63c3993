import type { Db } from "../db/mod.ts";

/** What is known of a live connection at one glance. */
export interface LiveStateRow {
  /** Captured channels. */
  monitored: number;
  /** When the provider sent something last; null: not within the time it is kept. */
  lastReceivedAt: Date | null;
  /** Deliveries that are not handled yet. */
  waiting: number;
  /** Until when a replica holds the socket; null: none does. */
  leaseUntil: Date | null;
}

/** How a live connection stands. */
export async function selectLiveState(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<LiveStateRow> {
  const [row] = await sql<LiveStateRow[]>`
    select (
      select count(*)::int from connection_channels
      where project_id = ${projectId} and connection_id = ${connectionId} and is_monitored
    ) as monitored, (
      select received_at from source_deliveries
      where project_id = ${projectId} and connection_id = ${connectionId}
      order by id desc limit 1
    ) as "lastReceivedAt", (
      select count(*)::int from source_deliveries
      where project_id = ${projectId} and connection_id = ${connectionId}
        and handled_at is null and failed_at is null
    ) as waiting, (
      select lease_until from connection_leases
      where project_id = ${projectId} and connection_id = ${connectionId}
    ) as "leaseUntil"`;
  return row!;
}

/** How many channels a project captures, by source. */
export async function countMonitored(sql: Db, projectId: string): Promise<Map<string, number>> {
  const rows = await sql<{ source: string; amount: number }[]>`
    select source, count(*)::int as amount from connection_channels
    where project_id = ${projectId} and is_monitored group by source`;
  return new Map(rows.map(({ source, amount }) => [source, amount]));
}
