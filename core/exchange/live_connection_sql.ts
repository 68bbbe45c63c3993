import type { Db } from "../db/mod.ts";

/** The id of a session by where it came from, or null. */
export async function selectSessionId(
  sql: Db,
  projectId: string,
  origin: { source: string; connectionId: string; externalId: string },
): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from sessions
    where project_id = ${projectId} and source = ${origin.source}
      and connection_id = ${origin.connectionId} and external_id = ${origin.externalId}`;
  return row?.id ?? null;
}

/** The account of an active member of a project by e-mail, in any case; or null. */
export async function selectMemberId(
  sql: Db,
  projectId: string,
  email: string,
): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select account.id from project_members member
    join user_accounts account on account.id = member.user_id
    where member.project_id = ${projectId} and member.deactivated_at is null
      and account.email = lower(trim(${email}))`;
  return row?.id ?? null;
}

/**
 * Says that the credentials of a connection do not do any more, unless others were entered since.
 *
 * @param secret the sealed credentials that failed
 * @returns whether that is news
 */
export async function setNeedsAttention(
  sql: Db,
  projectId: string,
  connectionId: string,
  secret: string,
  message: string,
  at: Date,
): Promise<boolean> {
  const result = await sql`
    update connections set status = 'needs_attention', status_message = ${message},
      next_run_at = null, updated_at = ${at}
    where project_id = ${projectId} and id = ${connectionId} and secret = ${secret}
      and (status <> 'needs_attention' or status_message is distinct from ${message})`;
  return result.count === 1;
}
