import { now } from "../clock.ts";
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
 * it is revoked; for the other replicas, publish what {@link onInvalidate} tells and call
 * {@link invalidate} there.
 */
export class KeyCache {
  #entries = new Map<string, Entry>();
  #listeners = new Set<(hash: string) => void>();
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

  /** Forgets one key in this process; call it when another replica says the key was revoked. */
  invalidate(hash: string): void {
    this.#generation++;
    this.#entries.delete(hash);
  }

  /** Forgets everything, as after a lost connection to the notifications. */
  clear(): void {
    this.#generation++;
    this.#entries.clear();
  }

  /** Forgets a key here and tells the listeners, who tell the other replicas. */
  revoked(hash: string): void {
    this.invalidate(hash);
    for (const listener of this.#listeners) listener(hash);
  }

  /** Has `listener` told the hash of each key that this process revokes; returns what undoes it. */
  onInvalidate(listener: (hash: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** The process' own cache. */
export const keyCache: KeyCache = new KeyCache();
