import type { Delivery } from "../contract/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { newId } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import { cleanJson } from "../text.ts";
import { insertDeliveries, selectForgottenLanes, selectWaitingLanes } from "./deliveries_sql.ts";

/** How many forgotten lanes are taken up at once. */
const BATCH = 500;

/**
 * Stores a delivery for some connections, each with the job that handles it, in one transaction.
 * Connections that need attention or do not capture its channel are passed over; one that has it
 * already stays as it is.
 *
 * @returns for how many it was stored now
 */
export async function storeDelivery(
  sql: Sql,
  connections: { project_id: string; id: string }[],
  delivery: Delivery,
  at: Date,
): Promise<number> {
  const content = {
    key: delivery.id,
    lane: delivery.lane,
    place: delivery.order ?? "",
    channel: delivery.channel ?? null,
    json: JSON.stringify(cleanJson(delivery.payload ?? null)),
  };
  return await transaction(sql, async (tx) => {
    const rows = connections.map((one) => ({
      projectId: one.project_id,
      connectionId: one.id,
      id: newId("del", at),
    }));
    const stored = await insertDeliveries(tx, rows, content, at);
    for (const { project_id, connection_id } of stored) {
      await enqueueLane(tx, project_id, connection_id, delivery.lane);
    }
    return stored.length;
  });
}

/** Has the deliveries of a lane handled. */
export async function enqueueLane(
  db: Sql | Tx,
  projectId: string,
  connectionId: string,
  lane: string,
  runAt?: Date,
): Promise<void> {
  await enqueue(db, projectId, {
    kind: "source.deliver",
    payload: { connection_id: connectionId, lane },
    dedupeKey: `${connectionId}:${lane}`,
    // How often a delivery is tried is its own rule; the job only goes from one to the next.
    maxAttempts: 100_000,
    ...(runAt ? { runAt } : {}),
  });
}

/** Has all that waits for a connection handled, once it is active again. */
export async function resumeDeliveries(
  tx: Tx,
  projectId: string,
  connectionId: string,
): Promise<void> {
  for (const lane of await selectWaitingLanes(tx, projectId, connectionId)) {
    await enqueueLane(tx, projectId, connectionId, lane);
  }
}

/**
 * Takes up what waits without a job, whatever made it so. To be called every minute, by any number of
 * replicas.
 *
 * @returns in how many lanes there was something
 */
export async function resumeForgotten(sql: Sql, at: Date): Promise<number> {
  const before = new Date(at.getTime() - 60_000);
  const lanes = await selectForgottenLanes(sql, before, BATCH);
  for (const { project_id, connection_id, lane } of lanes) {
    await enqueueLane(sql, project_id, connection_id, lane);
  }
  return lanes.length;
}
