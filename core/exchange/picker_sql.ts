import type { Db, Tx } from "../db/mod.ts";
import type {
  ChannelChoice,
  ChannelCursor,
  ChannelFilter,
  ChannelList,
  PickedChannel,
} from "./picker_model.ts";

const columns = (sql: Db) =>
  sql`id, name, is_private as "isPrivate", is_external as "isExternal",
    is_archived as "isArchived", is_member as "isMember", member_count as "memberCount",
    is_monitored as "isMonitored", mode, scope, backfill_from as "backfillFrom",
    case when not (is_monitored and is_member) then problem end as problem, is_gone as "isGone",
    package_id as "packageId"`;

/** Whose channels, and which of them. */
export interface ChannelQuery {
  projectId: string;
  connectionId: string;
  /** Part of a name, or an id. */
  search: string;
  filter: ChannelFilter;
}

const filterConditions = (sql: Db) => ({
  all: sql`(is_monitored or not is_archived)`,
  chosen: sql`is_monitored`,
  public: sql`not is_private and not is_archived`,
  private: sql`is_private and not is_archived`,
  external: sql`is_external and not is_archived`,
  archived: sql`is_archived`,
});

const found = (sql: Db, { projectId, connectionId, search }: Omit<ChannelQuery, "filter">) =>
  sql`project_id = ${projectId} and connection_id = ${connectionId}
    and (${search} = '' or position(lower(${search}) in lower(name)) > 0 or id = ${search})`;

/** A channel with the name it is sorted by. */
export type SortedChannel = PickedChannel & { sortName: string };

/** A page of channels: captured ones first, then by name. */
export async function selectChannelPage(
  sql: Db,
  query: ChannelQuery,
  cursor: ChannelCursor | null,
  limit: number,
): Promise<SortedChannel[]> {
  const place = cursor === null
    ? sql`true`
    : cursor.isBackwards
    ? sql`(is_monitored > ${cursor.isMonitored} or (is_monitored = ${cursor.isMonitored}
        and (lower(name), id) < (${cursor.name}, ${cursor.id})))`
    : sql`(is_monitored < ${cursor.isMonitored} or (is_monitored = ${cursor.isMonitored}
        and (lower(name), id) > (${cursor.name}, ${cursor.id})))`;
  const order = cursor?.isBackwards
    ? sql`is_monitored, lower(name) desc, id desc`
    : sql`is_monitored desc, lower(name), id`;
  const rows = await sql<SortedChannel[]>`
    select ${columns(sql)}, lower(name) as "sortName" from connection_channels
    where ${found(sql, query)} and ${filterConditions(sql)[query.filter]} and ${place}
    order by ${order} limit ${limit}`;
  return cursor?.isBackwards ? [...rows].reverse() : [...rows];
}

/** How many channels there are, by filter. */
export async function countChannels(
  sql: Db,
  query: Omit<ChannelQuery, "filter">,
): Promise<Record<ChannelFilter, number>> {
  const by = filterConditions(sql);
  const [row] = await sql<Record<ChannelFilter, number>[]>`
    select count(*) filter (where ${by.all})::int as "all",
      count(*) filter (where ${by.chosen})::int as "chosen",
      count(*) filter (where ${by.public})::int as "public",
      count(*) filter (where ${by.private})::int as "private",
      count(*) filter (where ${by.external})::int as "external",
      count(*) filter (where ${by.archived})::int as "archived"
    from connection_channels where ${found(sql, query)}`;
  return row!;
}

/** One channel, or null. */
export async function selectPickedChannel(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
): Promise<PickedChannel | null> {
  const [row] = await sql<PickedChannel[]>`
    select ${columns(sql)} from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
  return row ?? null;
}

/** Channels about to be changed, held until the transaction ends, with who else captures them. */
export async function lockChannels(
  tx: Tx,
  projectId: string,
  connectionId: string,
  ids: string[],
): Promise<(PickedChannel & { capturedBy: string | null })[]> {
  return await tx<(PickedChannel & { capturedBy: string | null })[]>`
    select ${columns(tx)}, (
      select connections.name from connection_channels other
      join connections on connections.project_id = other.project_id
        and connections.id = other.connection_id
      where other.project_id = ${projectId} and other.source = mine.source
        and other.id = mine.id and other.is_monitored and other.connection_id <> ${connectionId}
    ) as "capturedBy"
    from connection_channels mine
    where project_id = ${projectId} and connection_id = ${connectionId} and id = any(${ids})
    order by id for update of mine`;
}

/** Captures channels. What was read of their past stays read: an earlier start widens it. */
export async function captureChannels(
  tx: Tx,
  projectId: string,
  connectionId: string,
  ids: string[],
  { mode, scope, backfillFrom, packageId }: ChannelChoice,
  at: Date,
): Promise<void> {
  await tx`
    update connection_channels set is_monitored = true, mode = ${mode}, scope = ${scope},
      backfill_from = least(backfill_from, ${backfillFrom}::timestamptz), problem = null,
      ${packageId === undefined ? tx`` : tx`package_id = ${packageId},`} updated_at = ${at}
    where project_id = ${projectId} and connection_id = ${connectionId} and id = any(${ids})`;
}

/** Captures channels no more; their sessions stay. Forgets those the provider names no more. */
export async function releaseChannels(
  tx: Tx,
  projectId: string,
  connectionId: string,
  ids: string[],
  at: Date,
): Promise<number> {
  const result = await tx`
    update connection_channels set is_monitored = false, backfill_from = null, problem = null,
      package_id = null, updated_at = ${at}
    where project_id = ${projectId} and connection_id = ${connectionId} and id = any(${ids})
      and is_monitored`;
  await tx`
    delete from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and is_gone
      and not is_monitored`;
  return result.count;
}

/** Notes why channels cannot be captured. */
export async function setChannelProblems(
  sql: Db,
  projectId: string,
  connectionId: string,
  problems: { id: string; problem: string }[],
): Promise<void> {
  await sql`
    update connection_channels c set problem = item.problem
    from jsonb_to_recordset(${sql.json(problems as never)}) as item(id text, problem text)
    where project_id = ${projectId} and connection_id = ${connectionId} and c.id = item.id`;
}

/** Captured channels that we are not in yet, and that nothing speaks against. */
export async function selectUnjoined(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<PickedChannel[]> {
  const rows = await sql<PickedChannel[]>`
    select ${columns(sql)} from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and is_monitored
      and not is_member and not is_gone and problem is null
    order by lower(name), id`;
  return [...rows];
}

/** We are in a channel now, or not any more. */
export async function setMember(
  sql: Db,
  projectId: string,
  connectionId: string,
  id: string,
  isMember: boolean,
  at: Date,
): Promise<void> {
  await sql`
    update connection_channels set is_member = ${isMember}, problem = null, updated_at = ${at}
    where project_id = ${projectId} and connection_id = ${connectionId} and id = ${id}`;
}

/** Channels the provider named are there, whatever was thought before. */
export async function markNamed(
  sql: Db,
  projectId: string,
  connectionId: string,
  ids: string[],
): Promise<void> {
  await sql`
    update connection_channels set is_gone = false
    where project_id = ${projectId} and connection_id = ${connectionId} and id = any(${ids})
      and is_gone`;
}

/** What was not named since `since`: forgotten, or marked when it is captured. */
export async function dropVanished(
  tx: Tx,
  projectId: string,
  connectionId: string,
  since: Date,
): Promise<void> {
  await tx`
    delete from connection_channels
    where project_id = ${projectId} and connection_id = ${connectionId} and updated_at < ${since}
      and not is_monitored`;
  await tx`
    update connection_channels set is_gone = true, is_member = false
    where project_id = ${projectId} and connection_id = ${connectionId} and updated_at < ${since}
      and not is_gone`;
}

/** How the reading of the channels stands; null when none was asked for yet. */
export async function selectChannelList(
  sql: Db,
  projectId: string,
  connectionId: string,
): Promise<ChannelList | null> {
  const [row] = await sql<ChannelList[]>`
    select state, found, problem, refreshed_at as "refreshedAt" from channel_lists
    where project_id = ${projectId} and connection_id = ${connectionId}`;
  return row ?? null;
}

/** Notes how the reading of the channels stands; what is absent stays. */
export async function setChannelList(
  sql: Db,
  projectId: string,
  connectionId: string,
  list: Partial<ChannelList> & Pick<ChannelList, "state">,
): Promise<void> {
  const { state, found = null, problem = null, refreshedAt = null } = list;
  await sql`
    insert into channel_lists as lists (project_id, connection_id, state, found, problem,
      refreshed_at)
    select project_id, id, ${state}, coalesce(${found}::int, 0), ${problem},
      ${refreshedAt}::timestamptz
    from connections where project_id = ${projectId} and id = ${connectionId}
    on conflict (project_id, connection_id) do update set state = excluded.state,
      found = coalesce(${found}::int, lists.found), problem = excluded.problem,
      refreshed_at = coalesce(excluded.refreshed_at, lists.refreshed_at)`;
}
