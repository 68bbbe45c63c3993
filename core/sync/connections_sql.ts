import type { Connection, SyncFrequency } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";

/** A connection as it is stored, with what only the engine reads. */
export interface ConnectionRow extends Connection {
  secret: string;
  account_id: string | null;
  cursors: Record<string, unknown>;
  window_from: Date | null;
  window_to: Date | null;
  synced_until: Date | null;
}

const shown = (sql: Db) =>
  sql`id, project_id, source, name, settings, account_label, status, status_message, frequency,
    filter_from, filter_to, next_run_at, created_at, updated_at`;

/** A project's connections, oldest first, without their secrets. */
export async function selectConnections(sql: Db, projectId: string): Promise<Connection[]> {
  const rows = await sql<Connection[]>`
    select ${shown(sql)} from connections where project_id = ${projectId} order by created_at, id`;
  return [...rows];
}

/** One connection without its secret, or null. */
export async function selectConnection(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<Connection | null> {
  const [row] = await sql<Connection[]>`
    select ${shown(sql)} from connections where project_id = ${projectId} and id = ${connectionId}`;
  return row ?? null;
}

/** One connection with all the engine needs, or null. */
export async function selectConnectionRow(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<ConnectionRow | null> {
  const [row] = await sql<ConnectionRow[]>`
    select ${shown(sql)}, secret, account_id, cursors, window_from, window_to, synced_until
    from connections where project_id = ${projectId} and id = ${connectionId}`;
  return row ?? null;
}

/** The oldest connection of a source to an account, or null. */
export async function selectConnectionOfAccount(
  sql: Db,
  projectId: string,
  source: string,
  accountId: string,
): Promise<Connection | null> {
  const [row] = await sql<Connection[]>`
    select ${shown(sql)} from connections
    where project_id = ${projectId} and source = ${source} and account_id = ${accountId}
    order by created_at, id limit 1`;
  return row ?? null;
}

/** A connection about to be stored. */
export interface NewConnectionRow {
  id: string;
  source: string;
  name: string;
  settings: Record<string, unknown>;
  secret: string;
  accountId: string;
  accountLabel: string;
  /** What is written here goes back to its conversations. */
  takesReplies: boolean;
  frequency: SyncFrequency;
  filterFrom: Date | null;
  filterTo: Date | null;
  nextRunAt: Date | null;
}

/** Stores a new connection. */
export async function insertConnection(
  sql: Db,
  projectId: string,
  row: NewConnectionRow,
  at: Date,
): Promise<void> {
  await sql`
    insert into connections (project_id, id, source, name, settings, secret, account_id,
      account_label, takes_replies, frequency, filter_from, filter_to, next_run_at, created_at,
      updated_at)
    values (${projectId}, ${row.id}, ${row.source}, ${row.name}, ${sql.json(row.settings as never)},
      ${row.secret}, ${row.accountId}, ${row.accountLabel}, ${row.takesReplies}, ${row.frequency},
      ${row.filterFrom}, ${row.filterTo}, ${row.nextRunAt}, ${at}, ${at})`;
}

/** Sets columns of a connection by their own names; false when there is none. */
export async function updateConnectionRow(
  sql: Db,
  projectId: string,
  connectionId: string,
  columns: Record<string, unknown>,
): Promise<boolean> {
  const result = await sql`
    update connections set ${sql(columns as never)}
    where project_id = ${projectId} and id = ${connectionId}`;
  return result.count === 1;
}

/** Removes a connection with its runs; false when there is none. */
export async function deleteConnectionRow(
  tx: Tx,
  projectId: string,
  connectionId: string,
): Promise<boolean> {
  const result = await tx`
    delete from connections where project_id = ${projectId} and id = ${connectionId}`;
  return result.count === 1;
}

/** Removes up to `limit` sessions that came through a connection; how many there were. */
export async function deleteImported(
  sql: Db,
  projectId: string,
  source: string,
  connectionId: string,
  limit: number,
): Promise<number> {
  const result = await sql`
    delete from sessions where project_id = ${projectId} and id in (
      select id from sessions
      where project_id = ${projectId} and source = ${source} and connection_id = ${connectionId}
        and external_id is not null
      limit ${limit})`;
  return result.count;
}

/** Connections of any project whose time has come; each is held until the transaction ends. */
export async function lockDueConnections(
  tx: Tx,
  at: Date,
  limit: number,
): Promise<{ project_id: string; id: string; frequency: SyncFrequency }[]> {
  return await tx<{ project_id: string; id: string; frequency: SyncFrequency }[]>`
    select project_id, id, frequency from connections
    where status = 'active' and next_run_at <= ${at}
    order by next_run_at limit ${limit} for update skip locked`;
}

/** Every sealed secret of the installation, for replacing HISSUNO_SECRET. */
export async function selectSecrets(
  sql: Db,
): Promise<{ project_id: string; id: string; secret: string }[]> {
  return await sql<{ project_id: string; id: string; secret: string }[]>`
    select project_id, id, secret from connections`;
}

/** Replaces a sealed secret unless it changed meanwhile. */
export async function replaceSecret(
  sql: Db,
  row: { project_id: string; id: string; secret: string },
  sealed: string,
): Promise<void> {
  await sql`
    update connections set secret = ${sealed}
    where project_id = ${row.project_id} and id = ${row.id} and secret = ${row.secret}`;
}
