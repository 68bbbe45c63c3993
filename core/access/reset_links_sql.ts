import type { Db } from "../db/mod.ts";

/** A reset link that can still be used. */
export interface ResetLink {
  userId: string;
  email: string;
  createdBy: string | null;
}

/** Adds a reset link; earlier ones of the person end. */
export async function replaceResetLink(
  tx: Db,
  link: {
    tokenHash: string;
    userId: string;
    createdBy: string | null;
    at: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx`delete from account_reset_links where user_id = ${link.userId}`;
  await tx`
    insert into account_reset_links (token_hash, user_id, created_by, created_at, expires_at)
    values (${link.tokenHash}, ${link.userId}, ${link.createdBy}, ${link.at}, ${link.expiresAt})`;
}

/** The reset link with that hash, when it can still be used. */
export async function selectResetLink(
  db: Db,
  tokenHash: string,
  at: Date,
): Promise<ResetLink | null> {
  const [row] = await db<ResetLink[]>`
    select l.user_id as "userId", u.email, l.created_by as "createdBy"
    from account_reset_links l join user_accounts u on u.id = l.user_id
    where l.token_hash = ${tokenHash} and l.expires_at > ${at}`;
  return row ?? null;
}

/** Uses a reset link up; false when somebody was faster. */
export async function deleteResetLink(tx: Db, tokenHash: string): Promise<boolean> {
  const rows = await tx`
    delete from account_reset_links where token_hash = ${tokenHash} returning user_id`;
  return rows.length > 0;
}

/**
 * Whether someone owns every project the other belongs to, and at least one: only then is choosing
 * the other's password no way into a project that is not theirs.
 */
export async function ownsEveryProjectOf(
  db: Db,
  ownerId: string,
  userId: string,
): Promise<boolean> {
  const [row] = await db<{ owns: boolean | null }[]>`
    select bool_and(exists (
      select from project_members o
      where o.project_id = m.project_id and o.user_id = ${ownerId}
        and o.role = 'owner' and o.deactivated_at is null
    )) as owns
    from project_members m where m.user_id = ${userId}`;
  return row?.owns === true;
}
