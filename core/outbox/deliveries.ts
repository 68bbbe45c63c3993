import type { Db } from "../db/mod.ts";
import { selectDeliveries } from "./deliveries_sql.ts";

/** How a message fares on its way to where its session happens, as its page shows it. */
export interface Delivery {
  state: "sending" | "waiting" | "failed";
  /** A sentence, or a few words. */
  text: string;
}

/**
 * The messages of a session that have not arrived yet, by id. Those that have, and those that go
 * nowhere, are not among them.
 *
 * @param name the provider's
 */
export async function listDeliveries(
  db: Db,
  projectId: string,
  sessionId: string,
  name: string,
): Promise<Record<string, Delivery>> {
  const rows = await selectDeliveries(db, projectId, sessionId);
  return Object.fromEntries(rows.map((row) => {
    const { status, operation, error, is_stopped: isStopped } = row;
    const isChange = operation === "edit";
    if (status === "failed") {
      const what = isChange ? "The change was not delivered" : "Not delivered";
      return [row.message_id, { state: "failed", text: error ? `${what}: ${error}` : `${what}.` }];
    }
    if (isStopped) {
      const text = `Waiting until the credentials of ${name} are entered again.`;
      return [row.message_id, { state: "waiting", text }];
    }
    const text = isChange ? "Sending the change…" : "Sending…";
    return [row.message_id, { state: "sending", text: error ? `${text} ${error}` : text }];
  }));
}
