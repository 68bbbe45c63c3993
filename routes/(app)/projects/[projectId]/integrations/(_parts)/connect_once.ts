import { transaction } from "../../../../../../core/db/mod.ts";
import { claimKey, storeAnswer } from "../../../../../../core/idempotency/mod.ts";
import { type ConnectionInput, connectSource } from "../../../../../../core/sync/mod.ts";
import type { Services } from "../../../../../../server/services.ts";

/** What was connected, and who the provider says it is. */
export interface Connected {
  id: string;
  account: string;
}

/**
 * Connects a source. Providers can take seconds to answer: the form's key makes a double click one
 * connection, and the second click waits for the first.
 *
 * @param formKey of the form as it was shown; what is none counts as absent
 * @throws {AppError} as `connectSource`; the key is free again then
 */
export async function connectOnce(
  { sql, sync }: Services,
  projectId: string,
  source: string,
  input: ConnectionInput,
  formKey: string,
): Promise<Connected> {
  const connect = async () => {
    const { connection, account } = await connectSource(sync, projectId, source, input);
    return { id: connection.id, account: account.label };
  };
  if (!/^[\w-]{8,80}$/.test(formKey)) return await connect();
  const key = `form:${formKey}`;
  return await transaction(sql, async (tx) => {
    const earlier = await claimKey(tx, projectId, key, "new connection");
    if (earlier) return JSON.parse(earlier.body) as Connected;
    const connected = await connect();
    await storeAnswer(tx, projectId, key, 303, JSON.stringify(connected));
    return connected;
  });
}
