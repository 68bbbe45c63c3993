import type { SourceContext, SourcePlugin } from "../contract/mod.ts";
import { blockRequests, reserveRequest } from "./budget_sql.ts";
import { type SyncEngine, timeOf } from "./engine.ts";
import { createProviderFetch } from "./provider_fetch.ts";

/** Limits for sources that name none: gentle enough for any provider. */
const DEFAULT_LIMITS = { requests: 10, perSeconds: 1 };

/** Whose context it is: a stored connection, or credentials that are being tried. */
export interface ContextSubject {
  plugin: SourcePlugin;
  settings: unknown;
  secret: unknown;
  /** Absent for credentials that are being tried: they have no shared budget, and a person waits. */
  connection?: { projectId: string; id: string };
}

/** What a plugin gets to reach its provider. */
export function createSourceContext(
  engine: SyncEngine,
  subject: ContextSubject,
  signal: AbortSignal,
): SourceContext<unknown, unknown> {
  const { plugin, connection } = subject;
  const clock = () => timeOf(engine);
  const limits = plugin.manifest.limits ?? DEFAULT_LIMITS;
  const { fetch, json, reaches } = createProviderFetch({
    manifest: plugin.manifest,
    guardedFetch: engine.guardedFetch,
    baseUrl: engine.baseUrls[plugin.manifest.id],
    longestWaitSeconds: engine.longestWaitSeconds,
    backoffMilliseconds: engine.backoffMilliseconds,
    tries: connection ? undefined : 3,
    signal,
    clock,
    reserve: () =>
      connection
        ? reserveRequest(engine.sql, connection.projectId, connection.id, limits)
        : Promise.resolve(0),
    block: (seconds) =>
      connection
        ? blockRequests(engine.sql, connection.projectId, connection.id, seconds)
        : Promise.resolve(),
  });
  return {
    settings: subject.settings,
    secret: subject.secret,
    fetch,
    json,
    reaches,
    signal,
    now: clock,
  };
}
