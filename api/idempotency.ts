import { sha256Hex } from "../core/crypto.ts";
import { type Sql, transaction, type Tx } from "../core/db/mod.ts";
import { invalid, invalidFields } from "../core/errors.ts";
import { claimKey, storeAnswer } from "../core/idempotency/mod.ts";

/** An answer that can be given again. */
export interface StoredAnswer {
  status: number;
  body: unknown;
}

/**
 * Does a POST once per `Idempotency-Key`: the same key with the same request gives the first answer
 * again; with another request it is an error. The key is stored in the transaction of the work, so
 * there is never one without the other. Without the header, the work is simply done.
 *
 * @throws {AppError} 400 for an odd key, 422 for a key that was used for another request
 */
export async function once(
  sql: Sql,
  projectId: string,
  request: Request,
  bodyText: string,
  work: (tx: Sql | Tx) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return await work(sql);
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
  }
  const { pathname, search } = new URL(request.url);
  const hash = await sha256Hex(`${request.method} ${pathname}${search}\n${bodyText}`);
  return await transaction(sql, async (tx) => {
    const first = await claimKey(tx, projectId, key, hash);
    if (first) {
      if (first.request_hash === hash) return { status: first.status, body: first.body };
      throw invalidFields([{
        field: "Idempotency-Key",
        message: "This Idempotency-Key was used for another request. Use a new one.",
        code: "idempotency_key_reused",
      }], 422);
    }
    const answer = await work(tx);
    await storeAnswer(tx, projectId, key, answer.status, answer.body);
    return answer;
  });
}
