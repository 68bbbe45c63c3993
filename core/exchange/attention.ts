import { CredentialError, ProviderError } from "../contract/mod.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { cleanText } from "../text.ts";
import { setNeedsAttention } from "./live_connection_sql.ts";

/** Whether something failed because the credentials do not do any more. */
export function isCredentialFault(error: unknown): boolean {
  return error instanceof CredentialError ||
    (error instanceof ProviderError && (error.status === 401 || error.status === 403));
}

/**
 * Stops a connection until its credentials are entered again, and tells the pages. Nothing when
 * others were entered since they were read.
 *
 * @param connection as it was read when the credentials failed
 * @param cause the sentence for the person, or what was thrown
 */
export async function needsAttention(
  sql: Sql,
  connection: { project_id: string; id: string; secret: string },
  cause: unknown,
  at: Date,
): Promise<void> {
  const { project_id: projectId, id, secret } = connection;
  const message = cleanText(messageOf(cause)).slice(0, 1_000);
  await transaction(sql, async (tx) => {
    if (!await setNeedsAttention(tx, projectId, id, secret, message, at)) return;
    const data = { connection_id: id };
    await appendEvents(tx, projectId, [{ type: "connection.updated", sessionId: null, data }], at);
  });
}
