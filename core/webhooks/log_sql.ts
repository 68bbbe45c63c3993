import type { EventType } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";
import type { EventPosition } from "../events/mod.ts";
import type { Attempt } from "./attempt.ts";
import { isWanted } from "./follow_sql.ts";
import type { PublicEventType } from "./payload.ts";
import { type Fragment, publicType } from "./types_sql.ts";

/** How a delivery fares. */
export type DeliveryStatus = "waiting" | "sending" | "delivered" | "failed";

/** A delivery as it is stored. */
export interface DeliveryRow {
  xact: string;
  position: string;
  event_type: PublicEventType;
  status: DeliveryStatus;
  next_at: Date;
  event_at: Date;
  delivered_at: Date | null;
  log: Attempt[];
}

/** A delivery with the event it is about; that may be gone. */
export interface DeliveryWithEvent extends DeliveryRow {
  type: EventType | null;
  session_id: string | null;
  data: Record<string, unknown>;
}

const columns = (db: Db): Fragment =>
  db`d.xact::text, d.position::text, d.event_type, d.status, d.next_at, d.event_at, d.delivered_at,
    d.log`;

/** Deliveries to an endpoint, the newest events first, before a place. */
export async function selectDeliveries(
  db: Db,
  projectId: string,
  endpointId: string,
  { before, status, limit }: {
    before: EventPosition | null;
    status: DeliveryStatus | null;
    limit: number;
  },
): Promise<DeliveryRow[]> {
  const rows = await db<DeliveryRow[]>`
    select ${columns(db)} from webhook_deliveries d
    where d.project_id = ${projectId} and d.endpoint_id = ${endpointId}
      ${
    before === null
      ? db``
      : db`and (d.xact, d.position) < (${before.xact}::xid8, ${before.position}::bigint)`
  }
      ${
    status === null
      ? db``
      : status === "waiting"
      ? db`and d.status in ('waiting', 'sending')`
      : db`and d.status = ${status}`
  }
    order by d.xact desc, d.position desc limit ${limit}`;
  return [...rows];
}

/** One delivery with its event, or null. */
export async function selectDelivery(
  db: Db,
  projectId: string,
  endpointId: string,
  { xact, position }: EventPosition,
): Promise<DeliveryWithEvent | null> {
  const [row] = await db<DeliveryWithEvent[]>`
    select ${columns(db)}, v.type, v.session_id, v.data
    from webhook_deliveries d
    left join events v on v.project_id = d.project_id and v.xact = d.xact
      and v.position = d.position
    where d.project_id = ${projectId} and d.endpoint_id = ${endpointId}
      and d.xact = ${xact}::xid8 and d.position = ${position}::bigint`;
  return row ?? null;
}

/** Has one delivery made, or made again; false when it is on its way or its event is gone. */
export async function askForDelivery(
  db: Db,
  projectId: string,
  endpointId: string,
  { xact, position }: EventPosition,
  at: Date,
): Promise<boolean> {
  const rows = await db`
    insert into webhook_deliveries as d
      (project_id, endpoint_id, xact, position, event_type, next_at, event_at)
    select v.project_id, ${endpointId}, v.xact, v.position, ${publicType(db)}, ${at}, v.created_at
    from events v
    where v.project_id = ${projectId} and v.xact = ${xact}::xid8
      and v.position = ${position}::bigint
    on conflict (project_id, endpoint_id, xact, position)
      do update set status = 'waiting', tries = 0, next_at = excluded.next_at
      where d.status <> 'sending'
    returning 1`;
  return rows.length > 0;
}

/** Which events of a time are sent again. */
export interface Range {
  from: Date;
  until: Date;
  /** Also those that were delivered. */
  all: boolean;
}

/**
 * Has the events of a time that an endpoint wants delivered, once more or for the first time; the
 * oldest first and at most so many. Returns how many.
 */
export async function askForRange(
  tx: Tx,
  projectId: string,
  endpointId: string,
  { from, until, all }: Range,
  limit: number,
  at: Date,
): Promise<number> {
  const result = await tx`
    insert into webhook_deliveries as d
      (project_id, endpoint_id, xact, position, event_type, next_at, event_at)
    select v.project_id, e.id, v.xact, v.position, ${publicType(tx)}, ${at}, v.created_at
    from events v
    join webhook_endpoints e on e.project_id = v.project_id and e.id = ${endpointId}
    left join sessions s on s.project_id = v.project_id and s.id = v.session_id
    where v.project_id = ${projectId} and v.created_at >= ${from} and v.created_at < ${until}
      and v.xact < pg_snapshot_xmin(pg_current_snapshot()) and ${isWanted(tx)}
      and not exists (select from webhook_deliveries known
        where known.project_id = v.project_id and known.endpoint_id = e.id
          and known.xact = v.xact and known.position = v.position
          and (known.status in ('waiting', 'sending')
            or (known.status = 'delivered' and not ${all}::boolean)))
    order by v.xact, v.position
    limit ${limit}
    on conflict (project_id, endpoint_id, xact, position)
      do update set status = 'waiting', tries = 0, next_at = excluded.next_at
      where d.status <> 'sending'`;
  return result.count;
}

/** What an endpoint has open: counted up to a limit. */
export async function countOpen(
  db: Db,
  projectId: string,
  endpointId: string,
  limit: number,
): Promise<{ waiting: number; failed: number }> {
  const counted = (status: Fragment) =>
    db`(select count(*)::int from (
      select from webhook_deliveries d
      where d.project_id = ${projectId} and d.endpoint_id = ${endpointId} and ${status}
      limit ${limit}) counted)`;
  const [row] = await db<{ waiting: number; failed: number }[]>`
    select ${counted(db`d.status = 'waiting'`)} as waiting,
      ${counted(db`d.status = 'failed'`)} as failed`;
  return row!;
}
