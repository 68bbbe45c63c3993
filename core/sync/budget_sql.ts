import type { Db } from "../db/mod.ts";

/**
 * Reserves one request in a connection's budget, shared by all replicas: a bucket that fills with
 * `requests` in `perSeconds`, and that may be overdrawn by waiting.
 *
 * @returns milliseconds to wait before sending
 */
export async function reserveRequest(
  sql: Db,
  projectId: string,
  connectionId: string,
  limits: { requests: number; perSeconds: number },
): Promise<number> {
  const rate = limits.requests / limits.perSeconds;
  const [row] = await sql<{ tokens: number; blocked: number }[]>`
    update connections set
      budget_tokens = least(${limits.requests}::float8, coalesce(budget_tokens, ${limits.requests})
        + ${rate}::float8 * coalesce(extract(epoch from clock_timestamp() - budget_at), 0)) - 1,
      budget_at = clock_timestamp()
    where project_id = ${projectId} and id = ${connectionId}
    returning budget_tokens as tokens,
      greatest(0, coalesce(extract(epoch from blocked_until - clock_timestamp()), 0))::float8 as blocked`;
  if (!row) return 0;
  return Math.ceil(Math.max(row.tokens < 0 ? -row.tokens / rate : 0, row.blocked) * 1000);
}

/** Keeps every request of a connection back for some seconds, as the provider asked. */
export async function blockRequests(
  sql: Db,
  projectId: string,
  connectionId: string,
  seconds: number,
): Promise<void> {
  await sql`
    update connections set
      blocked_until = greatest(blocked_until, clock_timestamp() + make_interval(secs => ${seconds}))
    where project_id = ${projectId} and id = ${connectionId}`;
}
