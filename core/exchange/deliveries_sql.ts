import type { Db, Tx } from "../db/mod.ts";

/** A delivery about to be stored for one connection. */
export interface NewDelivery {
  projectId: string;
  connectionId: string;
  id: string;
}

/** What all connections store alike. */
export interface DeliveryContent {
  key: string;
  lane: string;
  place: string;
  channel: string | null;
  /** The payload as JSON. */
  json: string;
}

/**
 * Stores a delivery for every one of some connections that is active and captures its channel, unless
 * it has it already.
 *
 * @returns for which it was stored now
 */
export async function insertDeliveries(
  tx: Tx,
  rows: NewDelivery[],
  content: DeliveryContent,
  at: Date,
): Promise<{ project_id: string; connection_id: string }[]> {
  const of = (name: keyof NewDelivery) => rows.map((row) => row[name]);
  const stored = await tx<{ project_id: string; connection_id: string }[]>`
    insert into source_deliveries (project_id, connection_id, id, delivery_key, lane, place, payload,
      received_at)
    select connection.project_id, connection.id, item.id, ${content.key}, ${content.lane},
      ${content.place}, ${content.json}::text::jsonb, ${at}
    from unnest(${of("projectId")}::text[], ${of("connectionId")}::text[], ${of("id")}::text[])
      as item(project_id, connection_id, id)
    join connections connection
      on connection.project_id = item.project_id and connection.id = item.connection_id
    where connection.status = 'active' and (${content.channel}::text is null or exists (
      select from connection_channels channel
      where channel.project_id = connection.project_id and channel.connection_id = connection.id
        and channel.id = ${content.channel} and channel.is_monitored))
    on conflict (project_id, connection_id, delivery_key) do nothing
    returning project_id, connection_id`;
  return [...stored];
}

/** A delivery that waits to be handled. */
export interface WaitingDelivery {
  id: string;
  payload: unknown;
  attempts: number;
  retry_at: Date | null;
}

/** The next delivery of a lane, or null. */
export async function selectNextDelivery(
  sql: Db,
  projectId: string,
  connectionId: string,
  lane: string,
): Promise<WaitingDelivery | null> {
  const [row] = await sql<WaitingDelivery[]>`
    select id, payload, attempts, retry_at from source_deliveries
    where project_id = ${projectId} and connection_id = ${connectionId} and lane = ${lane}
      and handled_at is null and failed_at is null
    order by place, id limit 1`;
  return row ?? null;
}

/** Says that a delivery was handled; its content goes. */
export async function markHandled(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
  at: Date,
): Promise<void> {
  await sql`
    update source_deliveries
    set handled_at = ${at}, payload = null, last_error = null, retry_at = null
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
}

/** Says that a delivery could not be handled now; with `failedAt`, that it will not be tried again. */
export async function noteFailure(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
  failure: { attempts: number; error: string; retryAt: Date | null; failedAt: Date | null },
): Promise<void> {
  await sql`
    update source_deliveries
    set attempts = ${failure.attempts}, last_error = ${failure.error},
      retry_at = ${failure.retryAt}, failed_at = ${failure.failedAt}
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
}

/** The lanes of a connection in which deliveries wait. */
export async function selectWaitingLanes(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<string[]> {
  const rows = await sql<{ lane: string }[]>`
    select distinct lane from source_deliveries
    where project_id = ${projectId} and connection_id = ${connectionId}
      and handled_at is null and failed_at is null`;
  return rows.map(({ lane }) => lane);
}

/**
 * Lanes of any project in which a delivery waits since before a time although its connection is
 * active and no job looks after it.
 */
export async function selectForgottenLanes(
  sql: Db,
  before: Date,
  limit: number,
): Promise<{ project_id: string; connection_id: string; lane: string }[]> {
  const rows = await sql<{ project_id: string; connection_id: string; lane: string }[]>`
    select distinct waiting.project_id, waiting.connection_id, waiting.lane
    from source_deliveries waiting
    join connections connection on connection.project_id = waiting.project_id
      and connection.id = waiting.connection_id and connection.status = 'active'
    where waiting.handled_at is null and waiting.failed_at is null
      and waiting.received_at < ${before}
      and not exists (
        select from jobs job
        where job.project_id = waiting.project_id and job.kind = 'source.deliver'
          and job.dedupe_key = waiting.connection_id || ':' || waiting.lane
          and job.status in ('queued', 'running'))
    limit ${limit}`;
  return [...rows];
}

/** A delivery that was given up. */
export interface FailedDelivery {
  id: string;
  lane: string;
  attempts: number;
  last_error: string;
  received_at: Date;
  failed_at: Date;
}

/** Deliveries of a connection that were given up, newest first. */
export async function selectFailedDeliveries(
  sql: Db,
  projectId: string,
  connectionId: string,
  limit: number,
): Promise<FailedDelivery[]> {
  const rows = await sql<FailedDelivery[]>`
    select id, lane, attempts, last_error, received_at, failed_at from source_deliveries
    where project_id = ${projectId} and connection_id = ${connectionId}
      and handled_at is null and failed_at is not null
    order by failed_at desc, id desc limit ${limit}`;
  return [...rows];
}

/** Has a delivery that was given up wait again; its lane, or null when there is no such. */
export async function reviveDelivery(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
): Promise<string | null> {
  const [row] = await sql<{ lane: string }[]>`
    update source_deliveries set failed_at = null, attempts = 0, retry_at = null
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}
      and handled_at is null and failed_at is not null
    returning lane`;
  return row?.lane ?? null;
}

/**
 * Forgets up to `limit` old deliveries of any project.
 *
 * @param settled received before this time and handled or given up
 * @param waiting received before this time, whatever became of them
 * @returns how many there were
 */
export async function deleteOldDeliveries(
  sql: Db,
  settled: Date,
  waiting: Date,
  limit: number,
): Promise<number> {
  const result = await sql`
    delete from source_deliveries where ctid in (
      select ctid from source_deliveries
      where received_at < ${settled}
        and (handled_at is not null or failed_at is not null or received_at < ${waiting})
      limit ${limit})`;
  return result.count;
}
