import type { Channel, ProviderChannel } from "../contract/mod.ts";
import type { Db, Tx } from "../db/mod.ts";

const columns = (sql: Db) =>
  sql`id, name, is_private as "isPrivate", is_external as "isExternal",
    is_archived as "isArchived", is_member as "isMember", member_count as "memberCount",
    is_monitored as "isMonitored", mode, scope, backfill_from as "backfillFrom"`;

/** One channel of a connection, or null. */
export async function selectChannel(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
): Promise<Channel | null> {
  const [row] = await sql<Channel[]>`
    select ${columns(sql)} from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
  return row ?? null;
}

/** The channels of a connection that are captured, by name. */
export async function selectMonitored(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<Channel[]> {
  const rows = await sql<Channel[]>`
    select ${columns(sql)} from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and is_monitored
    order by lower(name), id`;
  return [...rows];
}

/** Notes what the provider tells of channels; what a person chose stays. */
export async function upsertChannels(
  sql: Db,
  connection: { projectId: string; id: string; source: string },
  channels: ProviderChannel[],
  at: Date,
): Promise<void> {
  if (channels.length === 0) return;
  const { projectId, id, source } = connection;
  await sql`
    insert into connection_channels (project_id, connection_id, source, id, name, is_private,
      is_external, is_archived, is_member, member_count, updated_at)
    select distinct on (item.id) ${projectId}, ${id}, ${source}, item.id, item.name,
      item."isPrivate", item."isExternal", item."isArchived", item."isMember", item."memberCount",
      ${at}::timestamptz
    from jsonb_to_recordset(${sql.json(channels as never)}) as item(id text, name text,
      "isPrivate" boolean, "isExternal" boolean, "isArchived" boolean, "isMember" boolean,
      "memberCount" int)
    on conflict (project_id, connection_id, id) do update set name = excluded.name,
      is_private = excluded.is_private, is_external = excluded.is_external,
      is_archived = excluded.is_archived, is_member = excluded.is_member,
      member_count = excluded.member_count, updated_at = excluded.updated_at`;
}

/** Sets columns of a channel by their own names; false when there is none. */
export async function updateChannelRow(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
  changed: Record<string, unknown>,
): Promise<boolean> {
  const result = await sql`
    update connection_channels set ${sql(changed as never)}
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
  return result.count === 1;
}

/**
 * Gives a channel its new id, and the sessions whose outer id begins with the old one and a colon
 * theirs, so that they go on.
 */
export async function renameChannelRow(
  tx: Tx,
  projectId: string,
  connectionId: string,
  id: string,
  newId: string,
  at: Date,
): Promise<void> {
  const [old] = await tx<{ source: string }[]>`
    select source from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id} for update`;
  if (!old) return;
  // Listed under its new id meanwhile; what a person chose is in the old row.
  await tx`
    delete from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${newId}`;
  await tx`
    update connection_channels set id = ${newId}, updated_at = ${at},
      is_monitored = is_monitored and not exists (
        select from connection_channels other
        where other.project_id = ${projectId} and other.source = ${old.source}
          and other.id = ${newId} and other.is_monitored)
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
  await tx`
    update sessions s set external_id = ${newId} || substr(external_id, length(${id}) + 1)
    where project_id = ${projectId} and source = ${old.source} and connection_id = ${connectionId}
      and starts_with(external_id, ${id} || ':')
      and not exists (
        select from sessions other
        where other.project_id = ${projectId} and other.source = ${old.source}
          and other.connection_id = ${connectionId}
          and other.external_id = ${newId} || substr(s.external_id, length(${id}) + 1))`;
  await tx`
    update message_tombstones set conversation_id = ${newId} || substr(conversation_id, length(${id}) + 1)
    where project_id = ${projectId} and connection_id = ${connectionId}
      and conversation_id >= ${id} and starts_with(conversation_id, ${id} || ':')`;
}
