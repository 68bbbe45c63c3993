import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { newId, randomToken } from "../id.ts";
import { assertRoom } from "./api_keys.ts";
import { visiblePart } from "./api_keys_model.ts";
import { endKey, insertKey, lockKey } from "./api_keys_sql.ts";
import { isSafeId } from "./identity.ts";
import { type KeyCache, keyCache } from "./key_cache.ts";

const HOUR_MILLISECONDS = 60 * 60 * 1000;

/** How long a key that is replaced still holds, in milliseconds, by the names of the choices. */
export const overlaps = {
  now: 0,
  "1h": HOUR_MILLISECONDS,
  "24h": 24 * HOUR_MILLISECONDS,
  "7d": 7 * 24 * HOUR_MILLISECONDS,
} as const;

/** The name of one of the {@link overlaps}. */
export type Overlap = keyof typeof overlaps;

/**
 * The overlap named by `value`.
 *
 * @throws AppError 400 that lists the names
 */
export function checkOverlap(value: string, field = "overlap"): Overlap {
  if (Object.hasOwn(overlaps, value)) return value as Overlap;
  throw invalid(field, `Unknown overlap. Use one of: ${Object.keys(overlaps).join(", ")}.`);
}

/** A key that took over, and until when the one before it holds. */
export interface Rotated {
  id: string;
  /** Shown now and never again. */
  key: string;
  visible: string;
  /** When the new key ends. */
  expiresAt: Date | null;
  /** When the old key ends. */
  oldEndsAt: Date;
}

/**
 * Makes a key with the name, scope, plan and addresses of another one, which ends after the overlap,
 * or earlier if it was to. A key that was made to last some time is followed by one that lasts as long.
 * Not to be called inside a larger transaction: the cache is emptied when this returns.
 *
 * @param input `createdBy` is the member who asks for it
 * @throws AppError 404 when the project has no such key, 409 when it is revoked, has expired or was
 * replaced already, or the project has too many keys
 */
export async function rotateKey(
  sql: Sql,
  input: { projectId: string; keyId: string; overlap: Overlap; createdBy?: string | null },
  cache: KeyCache = keyCache,
  at: Date = now(),
): Promise<Rotated> {
  const { projectId, keyId } = input;
  if (!isSafeId(projectId) || !isSafeId(keyId)) throw notFound("API key");
  const key = `hiss_${randomToken(32)}`;
  const hash = await sha256Hex(key);
  const { oldHash, ...rotated } = await transaction(sql, async (tx) => {
    const old = await lockKey(tx, projectId, keyId);
    if (!old) throw notFound("API key");
    if (old.isReplaced) {
      throw conflict("This key was rotated already. Rotate the one that replaced it.");
    }
    if (old.revokedAt || (old.expiresAt && old.expiresAt.getTime() <= at.getTime())) {
      throw conflict("This key is over. Create a new one.");
    }
    await assertRoom(tx, projectId, at);
    const lasts = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
    const next = {
      ...old,
      id: newId("key", at),
      hash,
      visible: visiblePart(key),
      createdBy: input.createdBy ?? null,
      createdAt: at,
      expiresAt: lasts === null ? null : new Date(at.getTime() + lasts),
      replaces: old.id,
    };
    const end = at.getTime() + overlaps[input.overlap];
    const oldEndsAt = new Date(Math.min(end, old.expiresAt?.getTime() ?? end));
    if (!await insertKey(tx, next)) throw conflict("The same key exists already. Try again.");
    await endKey(tx, old, oldEndsAt);
    const { id, visible, expiresAt } = next;
    return { id, visible, expiresAt, oldEndsAt, oldHash: old.hash };
  });
  cache.invalidate(oldHash);
  return { ...rotated, key };
}
