import type { SourcePlugin } from "../contract/mod.ts";
import type { Secret } from "../crypto.ts";
import type { Sql } from "../db/mod.ts";
import { createGuardedFetch, parseAllowList } from "../net/mod.ts";
import type { SyncEngine } from "./engine.ts";

/** Makes the engine of an installation from its settings. */
export function createSyncEngine(
  sql: Sql,
  secret: Secret,
  plugins: SourcePlugin[],
  { baseUrls, allowedHosts }: { baseUrls: Record<string, string>; allowedHosts: string[] },
): SyncEngine {
  // Naming another address is allowing it, also inside.
  const named = Object.values(baseUrls).map((address) => new URL(address).hostname);
  return {
    sql,
    secret,
    plugins: new Map(plugins.map((plugin) => [plugin.manifest.id, plugin])),
    guardedFetch: createGuardedFetch(parseAllowList([...allowedHosts, ...named])),
    baseUrls,
  };
}
