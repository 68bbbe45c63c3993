import { now } from "../clock.ts";
import type { Sql } from "../db/mod.ts";
import type { KeyIdentity } from "./api_keys_model.ts";

/** How long an accepted key is believed without asking the database again, in milliseconds. */
export const keyCacheMilliseconds = 5_000;

interface Entry {
  identity: KeyIdentity;
  keyExpiresAt: Date | null;
  until: number;
}

/**
 * Accepted keys, remembered for a few seconds by each process. A revoked key is dropped at once where
 * it is revoked, and elsewhere as soon as the database tells (see {@link listenForRevokedKeys}).
 */
export class KeyCache {
  #entries = new Map<string, Entry>();
  #generation = 0;
  #maximum: number;

  /** @param maximum how many keys are remembered at most */
  constructor(maximum = 10_000) {
    this.#maximum = maximum;
  }

  /** What changes with every invalidation; see {@link put}. */
  get generation(): number {
    return this.#generation;
  }

  /** The remembered owner of a key's hash, or null. */
  get(hash: string, at: Date = now()): KeyIdentity | null {
    const entry = this.#entries.get(hash);
    if (!entry) return null;
    const time = at.getTime();
    if (entry.until <= time || (entry.keyExpiresAt && entry.keyExpiresAt.getTime() <= time)) {
      this.#entries.delete(hash);
      return null;
    }
    return entry.identity;
  }

  /**
   * Remembers a key that was just read from the database.
   *
   * @param generation the cache's generation before the read: when a key was revoked meanwhile, what
   * was read may be outdated and is not kept
   */
  put(
    hash: string,
    identity: KeyIdentity,
    keyExpiresAt: Date | null,
    generation: number,
    at: Date = now(),
  ): void {
    if (generation !== this.#generation) return;
    if (this.#entries.size >= this.#maximum) {
      const oldest = this.#entries.keys().next().value;
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(hash, { identity, keyExpiresAt, until: at.getTime() + keyCacheMilliseconds });
  }

  /** Forgets one key in this process. */
  invalidate(hash: string): void {
    this.#generation++;
    this.#entries.delete(hash);
  }

  /** Forgets everything, as after a lost connection to the notifications. */
  clear(): void {
    this.#generation++;
    this.#entries.clear();
  }
}

/** The process' own cache. */
export const keyCache: KeyCache = new KeyCache();

/** The channel on which the database tells the hash of each key that was revoked. */
export const revokedKeysChannel = "hissuno_revoked_keys";

/**
 * Has a process forget keys that any other process revokes: a replica, or an admin command.
 *
 * @param direct connections that do not go through a transaction-pooling proxy
 * @returns what ends it
 */
export async function listenForRevokedKeys(
  direct: Sql,
  cache: KeyCache = keyCache,
): Promise<() => Promise<void>> {
  // After every (re)connection: what was told while nobody listened is lost.
  const listening = await direct.listen(
    revokedKeysChannel,
    (hash) => cache.invalidate(hash),
    () => cache.clear(),
  );
  return () => listening.unlisten();
}
