import { type Sql, transaction } from "../db/mod.ts";
import { notFound } from "../errors.ts";
import { type FailedDelivery, reviveDelivery, selectFailedDeliveries } from "./deliveries_sql.ts";
import { enqueueLane } from "./store.ts";

/** Deliveries of a connection that were given up, newest first, without their content. */
export async function listFailedDeliveries(
  sql: Sql,
  projectId: string,
  connectionId: string,
  limit = 50,
): Promise<FailedDelivery[]> {
  return await selectFailedDeliveries(sql, projectId, connectionId, limit);
}

/**
 * Has a delivery that was given up tried again, as if for the first time.
 *
 * @throws {AppError} 404 when it was not given up
 */
export async function retryDelivery(
  sql: Sql,
  projectId: string,
  connectionId: string,
  deliveryId: string,
): Promise<void> {
  await transaction(sql, async (tx) => {
    const lane = await reviveDelivery(tx, projectId, connectionId, deliveryId);
    if (lane === null) throw notFound("Failed delivery");
    await enqueueLane(tx, projectId, connectionId, lane);
  });
}
