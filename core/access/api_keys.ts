import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import type { Db } from "../db/mod.ts";
import { conflict, invalid, messageOf, notFound } from "../errors.ts";
import { newId, randomToken } from "../id.ts";
import { log } from "../log.ts";
import { checkPlan, type Plan, projectOf } from "../projects/mod.ts";
import {
  type ApiKey,
  checkScope,
  type KeyIdentity,
  keyMinimum,
  type Scope,
  visiblePart,
} from "./api_keys_model.ts";
import {
  countKeys,
  insertKey,
  revokeKeyRow,
  selectKeyByHash,
  selectKeys,
  touchKey,
  updateAddresses,
} from "./api_keys_sql.ts";
import { cleanName, isSafeId } from "./identity.ts";
import { checkAddresses } from "./key_addresses.ts";
import { type KeyCache, keyCache } from "./key_cache.ts";

/** How many usable keys a project may have. */
export const keysPerProject = 500;

/** What a new key is made of. */
export interface NewKey {
  projectId: string;
  name: string;
  scope: Scope;
  /** @default {the project's plan, also when that changes} */
  plan?: Plan | null;
  /** @default {never} */
  expiresAt?: Date | null;
  /** The member who makes it. */
  createdBy?: string | null;
  /** Addresses and networks it may be used from, as `checkAddresses` gives them. @default {anywhere} */
  allowedAddresses?: string[];
  /** The key itself, chosen by the operator (HISSUNO_API_KEY). @default {a new random key} */
  key?: string;
}

/**
 * Creates a key. `key` in the answer is the only time it is ever shown: the database has its hash.
 *
 * @throws AppError 400 for bad values, 404 for an unknown project, 409 when the same key exists or
 * the project has too many
 */
export async function createKey(
  db: Db,
  input: NewKey,
  at: Date = now(),
): Promise<{ id: string; key: string; visible: string }> {
  const name = cleanName(input.name, "name", "The key's name");
  const scope = checkScope(input.scope);
  const plan = input.plan == null ? null : checkPlan(input.plan);
  const expiresAt = input.expiresAt ?? null;
  if (expiresAt && !(expiresAt.getTime() > at.getTime())) {
    throw invalid("expires_at", "The expiry is not in the future. Choose a later date or none.");
  }
  await projectOf(db, input.projectId);
  await assertRoom(db, input.projectId, at);
  const key = input.key === undefined ? `hiss_${randomToken(32)}` : checkChosenKey(input.key);
  const id = newId("key", at);
  const visible = visiblePart(key);
  const added = await insertKey(db, {
    projectId: input.projectId,
    id,
    name,
    hash: await sha256Hex(key),
    visible,
    scope,
    plan,
    createdBy: input.createdBy ?? null,
    createdAt: at,
    expiresAt,
    allowedAddresses: input.allowedAddresses ?? [],
    replaces: null,
  });
  if (!added) throw conflict("The same key exists already. Choose another one.");
  return { id, key, visible };
}

/**
 * Makes sure that a project may have one more key.
 *
 * @throws AppError 409 when it has too many
 */
export async function assertRoom(db: Db, projectId: string, at: Date): Promise<void> {
  if (await countKeys(db, projectId, at) >= keysPerProject) {
    throw conflict(`The project has ${keysPerProject} keys already. Revoke those not in use.`);
  }
}

/**
 * A key that an operator chose by hand, if it is long enough and fits a header.
 *
 * @param name how the message calls it, such as the name of the environment variable
 * @throws AppError 400 naming it
 */
export function checkChosenKey(key: string, name = "key"): string {
  if (key.length < keyMinimum || new Set(key).size < 8) {
    throw invalid(
      name,
      `${name} is too weak. Use at least ${keyMinimum} random characters, such as the output of "openssl rand -hex 24".`,
    );
  }
  if (key.length > 512 || !/^[\x21-\x7e]+$/.test(key)) {
    throw invalid(
      name,
      `${name} cannot be sent in a header. Use at most 512 characters: letters, digits and signs without spaces.`,
    );
  }
  return key;
}

/** The keys of a project, newest first, revoked ones included. */
export async function listKeys(db: Db, projectId: string): Promise<ApiKey[]> {
  return isSafeId(projectId) ? await selectKeys(db, projectId) : [];
}

/**
 * One key of a project, whatever its state.
 *
 * @throws AppError 404 when the project has no such key
 */
export async function keyOf(db: Db, projectId: string, keyId: string): Promise<ApiKey> {
  const [key] = isSafeId(projectId) && isSafeId(keyId)
    ? await selectKeys(db, projectId, keyId)
    : [];
  if (!key) throw notFound("API key");
  return key;
}

/**
 * Sets the addresses a key may be used from. It holds at once in this process, and elsewhere as a
 * revocation does. Not to be called inside a larger transaction: the cache is emptied when this returns.
 *
 * @param input `addresses` as a text, see {@link checkAddresses}; none is anywhere
 * @returns the addresses as they are kept
 * @throws AppError 400 for bad addresses, 404 when the project has no such key
 */
export async function setKeyAddresses(
  db: Db,
  input: { projectId: string; keyId: string; addresses: string },
  cache: KeyCache = keyCache,
): Promise<string[]> {
  const addresses = checkAddresses(input.addresses);
  const hash = isSafeId(input.projectId) && isSafeId(input.keyId)
    ? await updateAddresses(db, input.projectId, input.keyId, addresses)
    : null;
  if (hash === null) throw notFound("API key");
  cache.invalidate(hash);
  return addresses;
}

/**
 * Revokes a key at once: this process forgets it now, the others when the database tells them (see
 * `listenForRevokedKeys`), and after five seconds at the latest. Revoking it again changes nothing. Not to be called inside a
 * larger transaction: the cache is emptied when this returns.
 *
 * @throws AppError 404 when the project has no such key
 */
export async function revokeKey(
  db: Db,
  input: { projectId: string; keyId: string },
  cache: KeyCache = keyCache,
  at: Date = now(),
): Promise<void> {
  const hash = isSafeId(input.projectId) && isSafeId(input.keyId)
    ? await revokeKeyRow(db, input.projectId, input.keyId, at)
    : null;
  if (hash === null) throw notFound("API key");
  cache.invalidate(hash);
}

/**
 * Whom a key stands for: null when it is unknown, revoked or expired. Any text may be given. Keys are
 * found by their hash, so the time it takes says nothing about how much of a guess was right.
 */
export async function authenticateKey(
  db: Db,
  key: string,
  cache: KeyCache = keyCache,
  at: Date = now(),
): Promise<KeyIdentity | null> {
  if (key === "" || key.length > 512) return null;
  const hash = await sha256Hex(key);
  const known = cache.get(hash, at);
  if (known) {
    noteUse(db, known, at);
    return known;
  }
  const generation = cache.generation;
  const row = await selectKeyByHash(db, hash);
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= at.getTime())) {
    return null;
  }
  const { expiresAt, revokedAt: _revokedAt, ...identity } = row;
  cache.put(hash, identity, expiresAt, generation, at);
  noteUse(db, identity, at);
  return identity;
}

const usePause = 60_000;
const noted = new Map<string, number>();
const writing = new Set<Promise<void>>();

/** Writes `last_used_at` in the background, at most once a minute for each key. */
function noteUse(db: Db, key: KeyIdentity, at: Date): void {
  const time = at.getTime();
  const last = noted.get(key.keyId);
  if (last !== undefined && Math.abs(time - last) < usePause) return;
  if (noted.size > 50_000) noted.clear();
  noted.set(key.keyId, time);
  const write = touchKey(db, key.projectId, key.keyId, at, new Date(time - usePause))
    .catch((error) => log.warn("Could not note the use of a key", { reason: messageOf(error) }))
    .finally(() => writing.delete(write));
  writing.add(write);
}

/** Waits until every use of a key has been noted; before the database is closed. */
export async function keyUsesNoted(): Promise<void> {
  await Promise.all(writing);
}
