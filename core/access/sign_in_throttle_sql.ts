import type { Db } from "../db/mod.ts";

/** Counts one attempt for each subject and says how many there were in the window, this included. */
export async function countAttempts(
  db: Db,
  subjects: string[],
  windowStart: Date,
): Promise<Map<string, number>> {
  // In one order for everyone, so that two attempts at once cannot lock each other out.
  const sorted = [...new Set(subjects)].sort();
  const rows = await db<{ subject: string; attempts: number }[]>`
    insert into sign_in_attempts as known (subject, window_start, attempts)
    select subject, ${windowStart}::timestamptz, 1 from unnest(${sorted}::text[]) as subject
    on conflict (subject, window_start) do update set attempts = known.attempts + 1
    returning subject, attempts`;
  return new Map(rows.map((row) => [row.subject, row.attempts]));
}

/** Takes one attempt back, after it turned out to be right. */
export async function takeBackAttempts(
  db: Db,
  subjects: string[],
  windowStart: Date,
): Promise<void> {
  await db`
    update sign_in_attempts set attempts = attempts - 1
    where window_start = ${windowStart} and attempts > 0 and subject = any(${subjects}::text[])`;
}
