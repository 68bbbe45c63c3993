import type { SourcePlugin } from "../../contract/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { createGuardedFetch, parseAllowList } from "../../net/mod.ts";
import type { SyncEngine } from "../engine.ts";

/** An engine for tests: loopback is allowed, and each plugin's provider is at the given address. */
export function testEngine(
  sql: Sql,
  providers: readonly [plugin: SourcePlugin, url: string][] = [],
): SyncEngine {
  return {
    sql,
    secret: { current: "a secret of thirty-two characters", previous: [] },
    plugins: new Map(providers.map(([plugin]) => [plugin.manifest.id, plugin])),
    guardedFetch: createGuardedFetch(parseAllowList(["127.0.0.1"])),
    baseUrls: Object.fromEntries(providers.map(([plugin, url]) => [plugin.manifest.id, url])),
    backoffMilliseconds: 5,
  };
}
