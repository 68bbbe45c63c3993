import { now } from "../clock.ts";
import type { Channels } from "../contract/mod.ts";
import { type Sql, transaction } from "../db/mod.ts";
import {
  renameChannelRow,
  selectChannel,
  selectMonitored,
  updateChannelRow,
} from "./channels_sql.ts";

/** The columns of what a provider tells. */
const COLUMNS: Record<string, string> = {
  name: "name",
  isPrivate: "is_private",
  isExternal: "is_external",
  isArchived: "is_archived",
  isMember: "is_member",
  memberCount: "member_count",
};

/** The channels of a connection, as its plugin may see and update them. */
export function createChannels(
  sql: Sql,
  projectId: string,
  connectionId: string,
  clock: () => Date = now,
): Channels {
  return {
    get: (id) => selectChannel(sql, projectId, connectionId, id),
    monitored: () => selectMonitored(sql, projectId, connectionId),
    async update(id, change) {
      const changed = Object.entries(change).filter(([, value]) => value !== undefined)
        .flatMap(([name, value]) => COLUMNS[name] ? [[COLUMNS[name], value]] : []);
      if (changed.length === 0) return;
      const row = { ...Object.fromEntries(changed), updated_at: clock() };
      await updateChannelRow(sql, projectId, connectionId, id, row);
    },
    async rename(id, newId) {
      if (id === newId) return;
      await transaction(
        sql,
        (tx) => renameChannelRow(tx, projectId, connectionId, id, newId, clock()),
      );
    },
  };
}
