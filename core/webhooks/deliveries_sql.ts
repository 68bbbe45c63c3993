import type { EventType } from "../contract/mod.ts";
import type { Sql, Tx } from "../db/mod.ts";
import type { Attempt } from "./attempt.ts";

/** A delivery that this process holds, with all that sending it needs. */
export interface ClaimedRow {
  project_id: string;
  endpoint_id: string;
  xact: string;
  position: string;
  /** This one included. */
  tries: number;
  url: string;
  secret: string;
  previous_secret: string | null;
  previous_until: Date | null;
  failing_since: Date | null;
  /** Null: the event is gone, erased with the customer it was about. */
  type: EventType | null;
  session_id: string | null;
  data: Record<string, unknown>;
  created_at: Date;
}

/** How many deliveries of one endpoint are on their way from here. */
export interface Busy {
  project_id: string;
  endpoint_id: string;
  amount: number;
}

/** What a process takes at once. */
export interface ClaimLimits {
  /** Of all endpoints. */
  free: number;
  /** Of one that takes what it gets. */
  healthy: number;
  /** Of one whose last answer was a failure: slow ones must not fill all places. */
  failing: number;
  leaseSeconds: number;
}

/** Takes deliveries that are due, of every project, under a lease. */
export async function claimDeliveries(
  sql: Sql,
  owner: string,
  busy: Busy[],
  { free, healthy, failing, leaseSeconds }: ClaimLimits,
  at: Date,
): Promise<ClaimedRow[]> {
  return await sql<ClaimedRow[]>`
    with busy as (
      select * from jsonb_to_recordset(${sql.json(busy as never)})
        as b(project_id text, endpoint_id text, amount integer)
    ), due as (
      select d.* from webhook_endpoints e
      left join busy b on b.project_id = e.project_id and b.endpoint_id = e.id
      cross join lateral (
        select w.project_id, w.endpoint_id, w.xact, w.position from webhook_deliveries w
        where w.project_id = e.project_id and w.endpoint_id = e.id and w.status = 'waiting'
          and w.next_at <= ${at}
        order by w.next_at, w.xact, w.position
        limit greatest(0, case when e.failing_since is null then ${healthy}::int
          else ${failing}::int end - coalesce(b.amount, 0))
        for update skip locked
      ) d
      where e.status = 'enabled'
      limit ${free}
    ), taken as (
      update webhook_deliveries w set status = 'sending', tries = w.tries + 1,
        lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${leaseSeconds})
      from due
      where w.project_id = due.project_id and w.endpoint_id = due.endpoint_id
        and w.xact = due.xact and w.position = due.position
      returning w.project_id, w.endpoint_id, w.xact, w.position, w.tries
    )
    select taken.project_id, taken.endpoint_id, taken.xact::text, taken.position::text, taken.tries,
      e.url, e.secret, e.previous_secret, e.previous_until, e.failing_since,
      v.type, v.session_id, v.data, v.created_at
    from taken
    join webhook_endpoints e on e.project_id = taken.project_id and e.id = taken.endpoint_id
    left join events v on v.project_id = taken.project_id and v.xact = taken.xact
      and v.position = taken.position`;
}

/** What came of a delivery this process held. */
export interface Result {
  project_id: string;
  endpoint_id: string;
  xact: string;
  position: string;
  tries: number;
  status: "delivered" | "waiting" | "failed";
  /** RFC 3339; when it is tried again. */
  next_at: string | null;
  delivered_at: string | null;
  /** Null: it was not tried after all, and the try does not count. */
  attempt: Attempt | null;
}

/**
 * Stores what came of deliveries, unless another process has taken one over meanwhile.
 *
 * @param mostKept how many tries the log of one delivery keeps
 */
export async function settleDeliveries(
  tx: Tx,
  owner: string,
  results: Result[],
  mostKept: number,
): Promise<void> {
  await tx`
    update webhook_deliveries w set status = r.status,
      tries = case when r.attempt is null then w.tries - 1 else w.tries end,
      next_at = coalesce(r.next_at, w.next_at),
      delivered_at = coalesce(r.delivered_at, w.delivered_at),
      log = case when r.attempt is null then w.log
        when jsonb_array_length(w.log) >= ${mostKept} then (w.log - 0) || r.attempt
        else w.log || r.attempt end,
      lease_owner = null, lease_until = null
    from jsonb_to_recordset(${tx.json(results as never)}) as r(project_id text, endpoint_id text,
      xact text, position text, tries smallint, status text, next_at timestamptz,
      delivered_at timestamptz, attempt jsonb)
    where w.project_id = r.project_id and w.endpoint_id = r.endpoint_id and w.xact = r.xact::xid8
      and w.position = r.position::bigint and w.status = 'sending' and w.lease_owner = ${owner}
      and w.tries = r.tries`;
}

/** Notes that endpoints take what they get, or begin not to. */
export async function noteHealth(
  tx: Tx,
  endpoints: { project_id: string; endpoint_id: string; failing_since: string | null }[],
): Promise<void> {
  await tx`
    update webhook_endpoints e set failing_since = r.failing_since
    from jsonb_to_recordset(${tx.json(endpoints)})
      as r(project_id text, endpoint_id text, failing_since timestamptz)
    where e.project_id = r.project_id and e.id = r.endpoint_id
      and (e.failing_since is null) <> (r.failing_since is null)`;
}

/** Gives back what belongs to processes that ended; returns how many. */
export async function recoverDeliveries(sql: Sql): Promise<number> {
  const result = await sql`
    update webhook_deliveries set status = 'waiting', lease_owner = null, lease_until = null
    where status = 'sending' and lease_until < now()`;
  return result.count;
}

/** Removes deliveries of events from before a time. Returns how many. */
export async function deleteDeliveriesBefore(sql: Sql, before: Date): Promise<number> {
  const result = await sql`delete from webhook_deliveries where event_at < ${before}`;
  return result.count;
}
