import { now } from "../clock.ts";
import type { SourcePlugin } from "../contract/mod.ts";
import type { Secret } from "../crypto.ts";
import type { Sql } from "../db/mod.ts";
import type { GuardedFetch } from "../net/mod.ts";

/** What the engine stands on. */
export interface SyncEngine {
  sql: Sql;
  secret: Secret;
  plugins: ReadonlyMap<string, SourcePlugin>;
  guardedFetch: GuardedFetch;
  /** Other addresses of providers, by plugin id. */
  baseUrls: Readonly<Record<string, string>>;
  /** Waits longer than this pause a run instead of holding a worker. @default 20 */
  longestWaitSeconds?: number;
  /** The first wait after a failed request. @default 500 */
  backoffMilliseconds?: number;
  /** What tells the time: a year can pass in a minute. @default {the machine's clock} */
  clock?: () => Date;
}

/** The time by the engine's clock. */
export function timeOf(engine: Pick<SyncEngine, "clock">): Date {
  return (engine.clock ?? now)();
}
