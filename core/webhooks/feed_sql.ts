import type { EventType, ProjectEvent } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import type { EventPosition } from "../events/mod.ts";
import type { PublicEventType } from "./payload.ts";
import { publicType } from "./types_sql.ts";

/** An event of the log as it is read for others. */
export interface FeedRow {
  xact: string;
  position: string;
  type: EventType;
  session_id: string | null;
  data: Record<string, unknown>;
  created_at: Date;
}

/** A row as an event of the log. */
export function toProjectEvent(projectId: string, row: FeedRow): ProjectEvent {
  return {
    id: `${row.xact}-${row.position}`,
    project_id: projectId,
    type: row.type,
    session_id: row.session_id,
    data: row.data,
    created_at: row.created_at.toISOString(),
  };
}

/**
 * Events of a project that others are told of, after a place, the oldest first. Only those below the
 * oldest running transaction: one that commits later is then never passed over.
 */
export async function selectFeed(
  db: Db,
  projectId: string,
  after: EventPosition,
  types: readonly PublicEventType[],
  limit: number,
): Promise<ProjectEvent[]> {
  const rows = await db<FeedRow[]>`
    select v.xact::text, v.position::text, v.type, v.session_id, v.data, v.created_at
    from events v
    where v.project_id = ${projectId}
      and (v.xact, v.position) > (${after.xact}::xid8, ${after.position}::bigint)
      and v.xact < pg_snapshot_xmin(pg_current_snapshot())
      and ${publicType(db)} = any(${[...types]}::text[])
    order by v.xact, v.position
    limit ${limit}`;
  return rows.map((row) => toProjectEvent(projectId, row));
}

/** The newest event of one of these types; null when the project still has none. */
export async function selectNewest(
  db: Db,
  projectId: string,
  types: readonly PublicEventType[],
): Promise<ProjectEvent | null> {
  const [row] = await db<FeedRow[]>`
    select v.xact::text, v.position::text, v.type, v.session_id, v.data, v.created_at
    from events v
    where v.project_id = ${projectId} and v.xact < pg_snapshot_xmin(pg_current_snapshot())
      and ${publicType(db)} = any(${[...types]}::text[])
    order by v.project_id, v.xact desc, v.position desc
    limit 1`;
  return row ? toProjectEvent(projectId, row) : null;
}
