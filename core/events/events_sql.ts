import type { EventType, ProjectEvent } from "../contract/mod.ts";
import { afterCommit, type Db, type Tx } from "../db/mod.ts";
import type { EventPosition } from "./position.ts";
import { eventsCommitted } from "./signal.ts";

/** An event about to be written. */
export interface NewEvent {
  type: EventType;
  sessionId: string | null;
  data?: Record<string, unknown>;
}

/** Writes events in the caller's transaction; live readers are woken once it has committed. */
export async function appendEvents(
  tx: Tx,
  projectId: string,
  events: NewEvent[],
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  afterCommit(tx, eventsCommitted);
  await tx`
    insert into events (project_id, type, session_id, data, created_at)
    select ${projectId}, event.type, event.session_id, coalesce(event.data, '{}'), ${at}
    from jsonb_to_recordset(${
    tx.json(
      events.map(({ type, sessionId, data }) => ({
        type,
        session_id: sessionId,
        data,
      })) as never,
    )
  }) as event(type text, session_id text, data jsonb)`;
}

interface EventRow {
  project_id: string;
  xact: string;
  position: string;
  type: EventType;
  session_id: string | null;
  data: Record<string, unknown>;
  created_at: Date;
}

const toEvent = (row: EventRow): ProjectEvent => ({
  id: `${row.xact}-${row.position}`,
  project_id: row.project_id,
  type: row.type,
  session_id: row.session_id,
  data: row.data,
  created_at: row.created_at.toISOString(),
});

// Ordered by the columns with their table's name: by their names alone PostgreSQL would mean the texts
// that are read, and "10" comes before "9".

/**
 * Events of every project after a position, oldest first. Only those below the oldest running
 * transaction: one that commits later can then never be passed over.
 */
export async function readEventsAfter(
  sql: Db,
  after: EventPosition,
  limit: number,
): Promise<ProjectEvent[]> {
  const rows = await sql<EventRow[]>`
    select project_id, xact::text, position::text, type, session_id, data, created_at
    from events
    where (xact, position) > (${after.xact}::xid8, ${after.position}::bigint)
      and xact < pg_snapshot_xmin(pg_current_snapshot())
    order by events.xact, events.position
    limit ${limit}`;
  return rows.map(toEvent);
}

/** As {@link readEventsAfter}, for one project. */
export async function readProjectEventsAfter(
  sql: Db,
  projectId: string,
  after: EventPosition,
  limit: number,
): Promise<ProjectEvent[]> {
  const rows = await sql<EventRow[]>`
    select project_id, xact::text, position::text, type, session_id, data, created_at
    from events
    where project_id = ${projectId}
      and (xact, position) > (${after.xact}::xid8, ${after.position}::bigint)
      and xact < pg_snapshot_xmin(pg_current_snapshot())
    order by events.xact, events.position
    limit ${limit}`;
  return rows.map(toEvent);
}

/** Whether the project still has the event at a position; old ones are removed after a while. */
export async function hasEvent(
  sql: Db,
  projectId: string,
  { xact, position }: EventPosition,
): Promise<boolean> {
  const rows = await sql`
    select 1 from events
    where project_id = ${projectId} and xact = ${xact}::xid8 and position = ${position}::bigint`;
  return rows.length > 0;
}

/** The position after which nothing has been read yet: the newest that readers may see. */
export async function newestPosition(sql: Db): Promise<EventPosition> {
  const [row] = await sql<EventPosition[]>`
    select xact::text, position::text from events
    where xact < pg_snapshot_xmin(pg_current_snapshot())
    order by events.xact desc, events.position desc limit 1`;
  return row ?? { xact: "0", position: "0" };
}

/** Removes events older than a time; what read them by then has moved on. */
export async function deleteEventsBefore(sql: Db, before: Date): Promise<number> {
  const result = await sql`delete from events where created_at < ${before}`;
  return result.count;
}
