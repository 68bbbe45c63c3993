import type { Db } from "../db/mod.ts";

/** One key's minute. */
export interface Bucket {
  projectId: string;
  keyId: string;
  windowStart: Date;
}

/**
 * Takes up to `batch` requests out of a key's minute. Near the end the pieces get smaller, so that
 * little is left unused on a replica that does not need it while another one refuses.
 *
 * @returns how many were granted and how many are given out in all, or null when none were left
 */
export async function reserve(
  db: Db,
  bucket: Bucket,
  limit: number,
  batch: number,
): Promise<{ granted: number; used: number } | null> {
  const [row] = await db<{ granted: number; used: number }[]>`
    insert into rate_buckets as bucket (project_id, key_id, window_start, used, granted)
    values (
      ${bucket.projectId}, ${bucket.keyId}, ${bucket.windowStart},
      least(${batch}::int, ${limit}::int), least(${batch}::int, ${limit}::int)
    )
    on conflict (project_id, key_id, window_start) do update set
      granted = least(${batch}::int, greatest(1, (${limit}::int - bucket.used) / 4)),
      used = bucket.used + least(${batch}::int, greatest(1, (${limit}::int - bucket.used) / 4))
    where bucket.used < ${limit}::int
    returning granted, used`;
  return row ?? null;
}

/** Deletes the minutes that ended before `before`. */
export async function pruneBuckets(db: Db, before: Date): Promise<void> {
  await db`delete from rate_buckets where window_start < ${before}`;
}
