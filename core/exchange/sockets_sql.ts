import type { Sql } from "../db/mod.ts";

/** A connection that may want a socket. */
export interface SocketRow {
  project_id: string;
  id: string;
  source: string;
  name: string;
  account_id: string | null;
  settings: unknown;
  secret: string;
}

/** Active connections of some sources in any project. */
export async function selectSocketRows(sql: Sql, sources: string[]): Promise<SocketRow[]> {
  const rows = await sql<SocketRow[]>`
    select project_id, id, source, name, account_id, settings, secret from connections
    where source = any(${sources}) and status = 'active' order by id`;
  return [...rows];
}

/** Takes the lease of a connection's socket; false while another one has it. */
export async function takeLease(
  sql: Sql,
  projectId: string,
  connectionId: string,
  owner: string,
  seconds: number,
): Promise<boolean> {
  const result = await sql`
    insert into connection_leases as lease (project_id, connection_id, owner, lease_until)
    select project_id, id, ${owner}, clock_timestamp() + make_interval(secs => ${seconds})
    from connections where project_id = ${projectId} and id = ${connectionId}
    on conflict (project_id, connection_id) do update
    set owner = excluded.owner, lease_until = excluded.lease_until
    where lease.owner = excluded.owner or lease.lease_until < clock_timestamp()`;
  return result.count === 1;
}

/** Prolongs the leases of an owner; the ids of the connections it still has. */
export async function extendLeases(sql: Sql, owner: string, seconds: number): Promise<string[]> {
  const rows = await sql<{ connection_id: string }[]>`
    update connection_leases
    set lease_until = clock_timestamp() + make_interval(secs => ${seconds})
    where owner = ${owner} and lease_until > clock_timestamp()
    returning connection_id`;
  return rows.map(({ connection_id }) => connection_id);
}

/** Gives a lease back; nothing when another one has it. */
export async function releaseLease(
  sql: Sql,
  projectId: string,
  connectionId: string,
  owner: string,
): Promise<void> {
  await sql`
    delete from connection_leases
    where project_id = ${projectId} and connection_id = ${connectionId} and owner = ${owner}`;
}
