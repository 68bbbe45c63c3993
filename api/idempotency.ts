import { sha256Hex } from "../core/crypto.ts";
import { type Sql, transaction, type Tx } from "../core/db/mod.ts";
import { invalid, invalidFields } from "../core/errors.ts";
import { claimKey, storeAnswer } from "../core/idempotency/mod.ts";
import type { ApiContext } from "./context.ts";

/** What a POST answers. */
export interface PostAnswer {
  status: number;
  body: unknown;
}

/**
 * Does a POST once per `Idempotency-Key`: the same key with the same request gives the first answer
 * again, with its status; with another request it is an error. The key is stored in the transaction
 * of the work, so there is never one without the other, and a failed request leaves its key free.
 * Without the header, the work is simply done.
 *
 * @param bodyText the request's body as it came
 * @throws {AppError} 400 for an odd key, 422 for a key that was used for another request
 */
export async function once(
  c: ApiContext,
  bodyText: string,
  work: (sql: Sql | Tx) => Promise<PostAnswer>,
): Promise<Response> {
  const key = idempotencyKey(c);
  if (key === null) {
    const { status, body } = await work(c.var.services.sql);
    return Response.json(body, { status });
  }
  const { status, text } = await onceByKey(c, key, bodyText, work);
  return new Response(text, { status, headers: { "Content-Type": "application/json" } });
}

/**
 * The request's `Idempotency-Key`, or null without one.
 *
 * @throws {AppError} 400 for an odd key
 */
export function idempotencyKey(c: ApiContext): string | null {
  const key = c.req.raw.headers.get("idempotency-key");
  if (key !== null && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
  }
  return key;
}

/**
 * As {@link once}, for whoever answers by themselves.
 *
 * @param bodyText the request's body, or a hash of it
 * @returns the first answer, as text, and whether that was made just now
 * @throws {AppError} 422 for a key that was used for another request
 */
export async function onceByKey(
  c: ApiContext,
  key: string,
  bodyText: string,
  work: (tx: Tx) => Promise<PostAnswer>,
): Promise<{ status: number; text: string; isFirst: boolean }> {
  const { services: { sql }, projectId } = c.var;
  const { pathname, search } = new URL(c.req.url);
  const hash = await sha256Hex(`${c.req.method} ${pathname}${search}\n${bodyText}`);
  return await transaction(sql, async (tx) => {
    const first = await claimKey(tx, projectId, key, hash);
    if (first) {
      if (first.request_hash === hash) {
        return { status: first.status, text: first.body, isFirst: false };
      }
      throw invalidFields([{
        field: "Idempotency-Key",
        message: "This Idempotency-Key was used for another request. Use a new one.",
        code: "idempotency_key_reused",
      }], 422);
    }
    const { status, body } = await work(tx);
    const text = JSON.stringify(body);
    await storeAnswer(tx, projectId, key, status, text);
    return { status, text, isFirst: true };
  });
}
