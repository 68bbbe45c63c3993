import type { Sql } from "../db/mod.ts";
import { deleteTombstonesBefore } from "../sessions/mod.ts";
import { deleteOldDeliveries } from "./deliveries_sql.ts";

const DAY_MILLISECONDS = 86_400_000;
/** How long a delivery is known, so that a repetition of it is. */
const DELIVERY_DAYS = 14;
/** How long something waits for credentials, and how late a deleted message may be delivered. */
const WAITING_DAYS = 30;
const BATCH = 5_000;

/** Forgets old deliveries and marks of deleted messages. To be called every day. */
export async function pruneDeliveries(sql: Sql, at: Date): Promise<void> {
  const before = (days: number) => new Date(at.getTime() - days * DAY_MILLISECONDS);
  const [settled, waiting] = [before(DELIVERY_DAYS), before(WAITING_DAYS)];
  while (await deleteOldDeliveries(sql, settled, waiting, BATCH) === BATCH);
  while (await deleteTombstonesBefore(sql, waiting, BATCH) === BATCH);
}
