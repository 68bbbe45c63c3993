import { channelInfo } from "./channels.ts";
import type { SlackConnection } from "./connection.ts";
import { moveRecords } from "./move_channel.ts";

type Json = Record<string, unknown>;

/** Follows what happens to channels: names, archiving, sharing, ids, our coming and going. */
export async function handleChannel(event: Json, connection: SlackConnection): Promise<void> {
  const { channels } = connection;
  const type = String(event.type).replace(/^group_/, "channel_");
  const channel = object(event.channel);
  const id = asText(event.channel) || asText(channel.id);
  switch (type) {
    case "channel_rename": {
      const name = asText(channel.name);
      return name ? await channels.update(id, { name }) : undefined;
    }
    case "channel_archive":
      return await channels.update(id, { isArchived: true });
    case "channel_unarchive":
      return await channels.update(id, { isArchived: false });
    case "channel_deleted":
      return await channels.update(id, { isArchived: true, isMember: false });
    case "channel_left":
    case "member_left_channel":
      return await channels.update(id, { isMember: false });
    case "member_joined_channel":
      await channels.update(id, { isMember: true });
      // What was said before we were there is looked for.
      return (await channels.get(id))?.isMonitored ? await connection.repair() : undefined;
    case "channel_shared":
    case "channel_unshared":
      return await lookAgain(id, connection);
    case "channel_id_changed": {
      const newId = asText(event.new_channel_id);
      if (!newId) return;
      const oldId = asText(event.old_channel_id);
      await channels.rename(oldId, newId);
      await moveRecords(connection, oldId, newId);
      const since = await connection.records.get("since", oldId);
      if (since !== null) await connection.records.set("since", newId, since);
      // What came under the new id before was passed over.
      return await connection.repair();
    }
  }
}

/** Sharing may end for one company and go on for others: only Slack knows who is left. */
async function lookAgain(id: string, connection: SlackConnection): Promise<void> {
  const found = await channelInfo(id, connection);
  if (!found) return await connection.channels.update(id, { isExternal: false, isMember: false });
  const { id: _, ...now } = found;
  await connection.channels.update(id, now);
}

function object(value: unknown): Json {
  return value !== null && typeof value === "object" ? value as Json : {};
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
