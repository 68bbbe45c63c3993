import { type Sql, transaction } from "../db/mod.ts";
import { appendEvents } from "../events/mod.ts";
import { cleanText } from "../text.ts";
import { setNeedsAttention } from "./live_connection_sql.ts";

/**
 * Stops a connection until its credentials are entered again, and tells the pages. Nothing when
 * others were entered since they were read.
 *
 * @param connection as it was read when the credentials failed
 * @param sentence why, for the person who enters them
 */
export async function needsAttention(
  sql: Sql,
  connection: { project_id: string; id: string; secret: string },
  sentence: string,
  at: Date,
): Promise<void> {
  const { project_id: projectId, id, secret } = connection;
  const message = cleanText(sentence).slice(0, 1_000);
  await transaction(sql, async (tx) => {
    if (!await setNeedsAttention(tx, projectId, id, secret, message, at)) return;
    const data = { connection_id: id };
    await appendEvents(tx, projectId, [{ type: "connection.updated", sessionId: null, data }], at);
  });
}
