import type { Db, Tx } from "../db/mod.ts";
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
  allowedAddresses: string[];
  /** The key it takes over from. */
  replaces: string | null;
}

/** Adds a key; false when a key with the same text exists. */
export async function insertKey(db: Db, key: KeyRow): Promise<boolean> {
  const rows = await db`
    insert into api_keys
      (project_id, id, name, key_hash, visible, scope, plan, created_by, created_at, expires_at,
        allowed_addresses, replaces)
    values (
      ${key.projectId}, ${key.id}, ${key.name}, ${key.hash}, ${key.visible}, ${key.scope},
      ${key.plan}, ${key.createdBy}, ${key.createdAt}, ${key.expiresAt},
      ${key.allowedAddresses}::text[], ${key.replaces}
    )
    on conflict (key_hash) do nothing returning id`;
  return rows.length > 0;
}

/** The keys of a project, newest first; or the one named. */
export async function selectKeys(
  db: Db,
  projectId: string,
  keyId: string | null = null,
): Promise<ApiKey[]> {
  return await db<ApiKey[]>`
    select k.id, k.name, k.visible, k.scope, coalesce(k.plan, p.plan) as plan,
      k.plan is not null as "ownPlan", u.name as "createdBy", k.created_at as "createdAt",
      k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt",
      k.last_used_from as "lastUsedFrom", k.allowed_addresses as "allowedAddresses", k.replaces,
      n.id as "replacedBy"
    from api_keys k
    join projects p on p.id = k.project_id
    left join user_accounts u on u.id = k.created_by
    left join api_keys n on n.project_id = k.project_id and n.replaces = k.id
    where k.project_id = ${projectId} and (${keyId}::text is null or k.id = ${keyId})
    order by k.created_at desc, k.id desc`;
}

/** How many keys of a project can still be used. */
export async function countKeys(db: Db, projectId: string, at: Date): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    select count(*)::int as count from api_keys
    where project_id = ${projectId} and revoked_at is null
      and (expires_at is null or expires_at > ${at})`;
  return row!.count;
}

/** What a key stands for, whatever its state; null when nobody has it. */
export async function selectKeyByHash(
  db: Db,
  hash: string,
): Promise<(KeyIdentity & { expiresAt: Date | null; revokedAt: Date | null }) | null> {
  const [row] = await db<(KeyIdentity & { expiresAt: Date | null; revokedAt: Date | null })[]>`
    select k.project_id as "projectId", k.id as "keyId", k.name, k.scope,
      coalesce(k.plan, p.plan) as plan, k.expires_at as "expiresAt", k.revoked_at as "revokedAt",
      k.allowed_addresses as "allowedAddresses"
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

/**
 * Sets the addresses a key may be used from and tells every process that listens; its hash, or null
 * when the project has no such key.
 */
export async function updateAddresses(
  db: Db,
  projectId: string,
  keyId: string,
  addresses: string[],
): Promise<string | null> {
  const [row] = await db<{ hash: string }[]>`
    with changed as (
      update api_keys set allowed_addresses = ${addresses}::text[]
      where project_id = ${projectId} and id = ${keyId} returning key_hash
    )
    select key_hash as hash, pg_notify(${revokedKeysChannel}, key_hash) from changed`;
  return row?.hash ?? null;
}

/** A key as it is stored, locked until the transaction ends; whether it was revoked or replaced. */
export async function lockKey(
  tx: Tx,
  projectId: string,
  keyId: string,
): Promise<KeyRow & { revokedAt: Date | null; isReplaced: boolean } | null> {
  const [row] = await tx<(KeyRow & { revokedAt: Date | null; isReplaced: boolean })[]>`
    select project_id as "projectId", id, name, key_hash as hash, visible, scope, plan,
      created_by as "createdBy", created_at as "createdAt", expires_at as "expiresAt",
      allowed_addresses as "allowedAddresses", replaces, revoked_at as "revokedAt",
      exists (select from api_keys n where n.project_id = k.project_id and n.replaces = k.id)
        as "isReplaced"
    from api_keys k where project_id = ${projectId} and id = ${keyId} for update`;
  return row ?? null;
}

/** Has a key end at a time, and tells every process that listens. */
export async function endKey(tx: Tx, key: KeyRow, at: Date): Promise<void> {
  await tx`
    with changed as (
      update api_keys set expires_at = ${at}
      where project_id = ${key.projectId} and id = ${key.id} returning key_hash
    )
    select pg_notify(${revokedKeysChannel}, key_hash) from changed`;
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
