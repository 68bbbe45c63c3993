import type { Db } from "../db/mod.ts";
import type { ApiKey, KeyIdentity, Scope } from "./api_keys_model.ts";
import type { Plan } from "../projects/mod.ts";
import { revokedKeysChannel } from "./key_cache.ts";

/** A key as it is stored. */
export interface KeyRow {
  projectId: string;
  id: string;
  name: string;
  hash: string;
  visible: string;
  scope: Scope;
  plan: Plan | null;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
}

/** Adds a key; false when a key with the same text exists. */
export async function insertKey(db: Db, key: KeyRow): Promise<boolean> {
  const rows = await db`
    insert into api_keys
      (project_id, id, name, key_hash, visible, scope, plan, created_by, created_at, expires_at)
    values (
      ${key.projectId}, ${key.id}, ${key.name}, ${key.hash}, ${key.visible}, ${key.scope},
      ${key.plan}, ${key.createdBy}, ${key.createdAt}, ${key.expiresAt}
    )
    on conflict (key_hash) do nothing returning id`;
  return rows.length > 0;
}

/** The keys of a project, newest first. */
export async function selectKeys(db: Db, projectId: string): Promise<ApiKey[]> {
  return await db<ApiKey[]>`
    select k.id, k.name, k.visible, k.scope, coalesce(k.plan, p.plan) as plan,
      k.plan is not null as "ownPlan", u.name as "createdBy", k.created_at as "createdAt",
      k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
    from api_keys k
    join projects p on p.id = k.project_id
    left join user_accounts u on u.id = k.created_by
    where k.project_id = ${projectId}
    order by k.created_at desc, k.id desc`;
}

/** How many keys of a project can still be used. */
export async function countKeys(db: Db, projectId: string): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    select count(*)::int as count from api_keys
    where project_id = ${projectId} and revoked_at is null`;
  return row!.count;
}

/** What a key stands for, whatever its state; null when nobody has it. */
export async function selectKeyByHash(
  db: Db,
  hash: string,
): Promise<(KeyIdentity & { expiresAt: Date | null; revokedAt: Date | null }) | null> {
  const [row] = await db<(KeyIdentity & { expiresAt: Date | null; revokedAt: Date | null })[]>`
    select k.project_id as "projectId", k.id as "keyId", k.name, k.scope,
      coalesce(k.plan, p.plan) as plan, k.expires_at as "expiresAt", k.revoked_at as "revokedAt"
    from api_keys k join projects p on p.id = k.project_id
    where k.key_hash = ${hash}`;
  return row ?? null;
}

/**
 * Marks a key as revoked and tells every process that listens; its hash, or null when the project has
 * no such key.
 */
export async function revokeKeyRow(
  db: Db,
  projectId: string,
  keyId: string,
  at: Date,
): Promise<string | null> {
  const [row] = await db<{ hash: string }[]>`
    with revoked as (
      update api_keys set revoked_at = coalesce(revoked_at, ${at})
      where project_id = ${projectId} and id = ${keyId} returning key_hash
    )
    select key_hash as hash, pg_notify(${revokedKeysChannel}, key_hash) from revoked`;
  return row?.hash ?? null;
}

/** Tells every process that listens to forget the keys of a project; their hashes. */
export async function tellKeysOver(db: Db, projectId: string): Promise<string[]> {
  const rows = await db<{ hash: string }[]>`
    select key_hash as hash, pg_notify(${revokedKeysChannel}, key_hash) from api_keys
    where project_id = ${projectId}`;
  return rows.map((row) => row.hash);
}

/** Notes that a key was used; the condition spares writes when several replicas notice at once. */
export async function touchKey(
  db: Db,
  projectId: string,
  keyId: string,
  at: Date,
  notSince: Date,
): Promise<void> {
  await db`
    update api_keys set last_used_at = ${at}
    where project_id = ${projectId} and id = ${keyId}
      and (last_used_at is null or last_used_at < ${notSince})`;
}
