import type { Db, Tx } from "../db/mod.ts";
import type { EventPosition } from "../events/mod.ts";
import type { DisabledBy, EndpointInput, WebhookEndpoint } from "./endpoints_model.ts";
import type { Fragment } from "./types_sql.ts";

const columns = (db: Db): Fragment =>
  db`id, url, description, event_types, sources, tags, status, disabled_by, disabled_at,
    failing_since, previous_until, created_at, updated_at`;

/** All endpoints of a project, the oldest first. */
export async function selectEndpoints(db: Db, projectId: string): Promise<WebhookEndpoint[]> {
  const rows = await db<WebhookEndpoint[]>`
    select ${columns(db)} from webhook_endpoints where project_id = ${projectId} order by id`;
  return [...rows];
}

/** One endpoint, or null. */
export async function selectEndpoint(
  db: Db,
  projectId: string,
  id: string,
): Promise<WebhookEndpoint | null> {
  const [row] = await db<WebhookEndpoint[]>`
    select ${columns(db)} from webhook_endpoints where project_id = ${projectId} and id = ${id}`;
  return row ?? null;
}

/** Holds the project until the transaction ends, and counts its endpoints. */
export async function lockAndCount(tx: Tx, projectId: string): Promise<number> {
  await tx`select from projects where id = ${projectId} for no key update`;
  const [row] = await tx<{ amount: number }[]>`
    select count(*)::int as amount from webhook_endpoints where project_id = ${projectId}`;
  return row!.amount;
}

/** Adds an endpoint. It is told what happens from now on. */
export async function insertEndpoint(
  tx: Tx,
  projectId: string,
  id: string,
  input: EndpointInput,
  sealed: string,
  createdBy: string | null,
  at: Date,
): Promise<void> {
  await tx`
    insert into webhook_endpoints (project_id, id, url, description, event_types, sources, tags,
      secret, created_by, created_at, updated_at)
    values (${projectId}, ${id}, ${input.url}, ${input.description}, ${input.event_types},
      ${input.sources}, ${input.tags}, ${sealed}, ${createdBy}, ${at}, ${at})`;
}

/** Has the events of a project followed from a place on, unless they are already. */
export async function insertFollower(
  tx: Tx,
  projectId: string,
  { xact, position }: EventPosition,
): Promise<void> {
  await tx`
    insert into webhook_followers (project_id, xact, position)
    values (${projectId}, ${xact}::xid8, ${position}::bigint)
    on conflict (project_id) do nothing`;
}

/** Stores what was chosen anew; false when there is no such endpoint. */
export async function updateEndpointRow(
  db: Db,
  projectId: string,
  id: string,
  input: EndpointInput,
  at: Date,
): Promise<boolean> {
  const result = await db`
    update webhook_endpoints set url = ${input.url}, description = ${input.description},
      event_types = ${input.event_types}, sources = ${input.sources}, tags = ${input.tags},
      updated_at = ${at}
    where project_id = ${projectId} and id = ${id}`;
  return result.count > 0;
}

/** Switches an endpoint off. */
export async function disableEndpoint(
  db: Db,
  projectId: string,
  id: string,
  by: DisabledBy,
  at: Date,
): Promise<void> {
  await db`
    update webhook_endpoints set status = 'disabled', disabled_by = ${by}, disabled_at = ${at},
      updated_at = ${at}
    where project_id = ${projectId} and id = ${id} and status = 'enabled'`;
}

/** Switches an endpoint on: what waits is sent at once, what happened meanwhile is not told. */
export async function enableEndpoint(
  tx: Tx,
  projectId: string,
  id: string,
  at: Date,
): Promise<void> {
  const rows = await tx`
    update webhook_endpoints set status = 'enabled', disabled_by = null, disabled_at = null,
      failing_since = null, since = pg_snapshot_xmin(pg_current_snapshot()), updated_at = ${at}
    where project_id = ${projectId} and id = ${id} and status = 'disabled' returning 1`;
  if (rows.length === 0) return;
  await tx`
    update webhook_deliveries set next_at = ${at}, tries = 0
    where project_id = ${projectId} and endpoint_id = ${id} and status = 'waiting'`;
}

/** Replaces the secret; the one before signs as well until a time. */
export async function replaceSecret(
  db: Db,
  projectId: string,
  id: string,
  sealed: string,
  previousUntil: Date,
  at: Date,
): Promise<boolean> {
  const result = await db`
    update webhook_endpoints set previous_secret = secret, previous_until = ${previousUntil},
      secret = ${sealed}, updated_at = ${at}
    where project_id = ${projectId} and id = ${id}`;
  return result.count > 0;
}

/** Removes an endpoint with its deliveries; the last one takes the following along. */
export async function deleteEndpointRow(tx: Tx, projectId: string, id: string): Promise<boolean> {
  const result = await tx`
    delete from webhook_endpoints where project_id = ${projectId} and id = ${id}`;
  await tx`
    delete from webhook_followers f where f.project_id = ${projectId}
      and not exists (select from webhook_endpoints e where e.project_id = f.project_id)`;
  return result.count > 0;
}
