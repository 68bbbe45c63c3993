import { now } from "../clock.ts";
import type { Db, Tx } from "../db/mod.ts";

/** The answer an earlier request with the same key got. */
export interface EarlierAnswer {
  request_hash: string;
  status: number;
  /** The answer's text. */
  body: string;
}

/**
 * Claims a key for the running transaction. Another request with the same key that is under way is
 * waited for.
 *
 * @returns the earlier answer, or null when the key is now ours
 */
export async function claimKey(
  tx: Tx,
  projectId: string,
  key: string,
  requestHash: string,
  at: Date = now(),
): Promise<EarlierAnswer | null> {
  const claimed = await tx`
    insert into idempotency_keys (project_id, key, request_hash, status, body, created_at)
    values (${projectId}, ${key}, ${requestHash}, 0, 'null', ${at})
    on conflict do nothing`;
  if (claimed.count === 1) return null;
  const [row] = await tx<EarlierAnswer[]>`
    select request_hash, status, body from idempotency_keys
    where project_id = ${projectId} and key = ${key}`;
  return row ?? null;
}

/** Keeps the answer of a claimed key, as text: `jsonb` would put its fields into another order. */
export async function storeAnswer(
  tx: Tx,
  projectId: string,
  key: string,
  status: number,
  body: string,
): Promise<void> {
  await tx`
    update idempotency_keys set status = ${status}, body = ${tx.json(body)}
    where project_id = ${projectId} and key = ${key}`;
}

/** Forgets keys older than a time; they are kept for a day. */
export async function deleteKeysBefore(sql: Db, before: Date): Promise<number> {
  const result = await sql`delete from idempotency_keys where created_at < ${before}`;
  return result.count;
}
