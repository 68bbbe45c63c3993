import type { Db } from "../db/mod.ts";

/** A channel that answers from a package of its own. */
export interface ChoosingChannel {
  connection_id: string;
  id: string;
  name: string;
}

/**
 * The package chosen for the channel a session is in; null when it is in none, or none is chosen. The
 * outer id of such a session begins with its channel's id and a colon.
 */
export async function selectChannelPackage(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<string | null> {
  const [row] = await db<{ package_id: string | null }[]>`
    select channel.package_id
    from sessions session
    join connection_channels channel
      on channel.project_id = session.project_id
        and channel.connection_id = session.connection_id
        and channel.id = split_part(session.external_id, ':', 1)
    where session.project_id = ${projectId} and session.id = ${sessionId}`;
  return row?.package_id ?? null;
}

/** The captured channels that answer from a package, by name. */
export async function selectChannelsOf(
  db: Db,
  projectId: string,
  packageId: string,
  limit: number,
): Promise<ChoosingChannel[]> {
  return await db<ChoosingChannel[]>`
    select connection_id, id, name from connection_channels
    where project_id = ${projectId} and package_id = ${packageId} and is_monitored
    order by lower(name), connection_id, id limit ${limit}`;
}
