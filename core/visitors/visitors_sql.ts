import type { Db, Tx } from "../db/mod.ts";

/** A project's secret as it is kept. */
export interface SecretRow {
  sealed: string;
  hint: string;
  created_at: Date;
}

/** The project's secret, or null. */
export async function selectSecret(db: Db, projectId: string): Promise<SecretRow | null> {
  const [row] = await db<SecretRow[]>`
    select sealed, hint, created_at from identity_secrets where project_id = ${projectId}`;
  return row ?? null;
}

/** Stores a secret in place of the one before. */
export async function replaceSecret(
  db: Db,
  projectId: string,
  row: { sealed: string; hint: string; createdBy: string | null },
  at: Date,
): Promise<void> {
  await db`
    insert into identity_secrets (project_id, sealed, hint, created_by, created_at)
    values (${projectId}, ${row.sealed}, ${row.hint}, ${row.createdBy}, ${at})
    on conflict (project_id) do update set sealed = excluded.sealed, hint = excluded.hint,
      created_by = excluded.created_by, created_at = excluded.created_at`;
}

/** Forgets a project's secret. */
export async function removeSecret(db: Db, projectId: string): Promise<void> {
  await db`delete from identity_secrets where project_id = ${projectId}`;
}

/** Whose session it is by signature, or null; also null for a session that is not there. */
export async function selectVerifiedUser(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<string | null> {
  const [row] = await db<{ verified_user: string | null }[]>`
    select verified_user from sessions where project_id = ${projectId} and id = ${sessionId}`;
  return row?.verified_user ?? null;
}

/** Notes whose session it is; false when it is somebody else's. */
export async function setVerifiedUser(
  tx: Tx,
  projectId: string,
  sessionId: string,
  key: string,
): Promise<boolean> {
  const result = await tx`
    update sessions set verified_user = ${key}
    where project_id = ${projectId} and id = ${sessionId}
      and (verified_user is null or verified_user = ${key})`;
  return result.count === 1;
}
