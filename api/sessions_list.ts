import {
  listSessions,
  projectTags,
  type SessionFilter,
  sourceStats,
} from "../core/sessions/mod.ts";
import { invalid } from "../core/errors.ts";
import { check } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { presentSession } from "./present.ts";
import { queryOf, sessionQuery } from "./schemas/session_query.ts";

/** `GET` of a project's sessions: a page of them, or the counts of its sources with `stats=true`. */
export async function getSessions(c: ApiContext): Promise<Response> {
  const { services, projectId } = c.var;
  const { limit, offset, cursor, stats, ...filter } = check(sessionQuery, queryOf(c.req.url));
  await checkFilter(c, filter);
  if (stats) return c.json(await countsOf(c));
  const page = await listSessions(services.sql, projectId, filter, { limit, offset, cursor });
  return c.json({
    sessions: page.sessions.map(presentSession),
    total: page.total,
    // Said only where it matters, so that the documented shape is the usual one.
    ...(page.isTotalExact ? {} : { total_is_lower_bound: true }),
    ...(page.nextCursor ? { next_cursor: page.nextCursor } : {}),
  });
}

/** @throws {AppError} 400 for a source or tag that cannot exist, naming those that can */
export async function checkFilter(c: ApiContext, filter: SessionFilter): Promise<void> {
  const { sources, sql } = c.var.services;
  if (filter.source !== undefined && !sources.includes(filter.source)) {
    throw invalid("source", `source must be one of ${sources.join(", ")}.`, "unknown_source");
  }
  if (filter.tags?.length) {
    const valid = await projectTags(sql, c.var.projectId);
    const unknown = filter.tags.find((tag) => !valid.includes(tag));
    if (unknown !== undefined) {
      throw invalid(
        "tags",
        `Unknown tag "${unknown.slice(0, 64)}". Valid tags: ${valid.join(", ")}.`,
        "unknown_tag",
      );
    }
  }
}

async function countsOf(c: ApiContext) {
  const rows = await sourceStats(c.var.services.sql, c.var.projectId);
  const sources: Record<
    string,
    { total: number; active: number; closed: number; archived: number }
  > = {};
  for (const { source, status, is_archived, amount } of rows) {
    const of = sources[source] ??= { total: 0, active: 0, closed: 0, archived: 0 };
    of.total += amount;
    if (is_archived) of.archived += amount;
    else of[status as "active" | "closed"] += amount;
  }
  const total = rows.reduce((sum, { amount }) => sum + amount, 0);
  return { stats: { total, sources } };
}
