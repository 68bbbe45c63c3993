import { isSafeId } from "../core/access/mod.ts";
import { invalid, notFound } from "../core/errors.ts";
import {
  channelFilters,
  chooseChannels,
  listChannels,
  type PickedChannel,
  requestChannels,
  selectChannelList,
  selectPickedChannel,
  stopChannels,
} from "../core/exchange/mod.ts";
import { check, readJson } from "../core/http/mod.ts";
import { selectConnection } from "../core/sync/mod.ts";
import { listPackages } from "../core/knowledge/mod.ts";
import type { ApiContext } from "./context.ts";
import { channelBody } from "./schemas/channel_body.ts";

const LIMIT = 50;
const MOST = 200;

/** `GET` of a connection's channels, page by page: captured ones first, then by name. */
export async function getChannels(c: ApiContext): Promise<Response> {
  const { sql } = c.var.services;
  const place = await placeOf(c);
  const { cursor, search, filter = "all", limit } = c.req.query();
  const wanted = limit === undefined ? LIMIT : Number(limit);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST) {
    throw invalid("limit", `limit must be a whole number from 1 to ${MOST}.`);
  }
  const known = channelFilters.find((one) => one === filter);
  if (!known) throw invalid("filter", `filter must be one of ${channelFilters.join(", ")}.`);
  const [page, list] = await Promise.all([
    listChannels(sql, { ...place, cursor, search, filter: known, limit: wanted }),
    selectChannelList(sql, place.projectId, place.connectionId),
  ]);
  return c.json({
    channels: page.channels.map(shown),
    next_cursor: page.nextCursor,
    list: {
      state: list?.state ?? "waiting",
      problem: list?.problem ?? null,
      refreshed_at: list?.refreshedAt ?? null,
    },
  });
}

/** `POST /channels/refresh`: has them read again from the provider. */
export async function postChannelRefresh(c: ApiContext): Promise<Response> {
  await requestChannels(c.var.services.sql, await placeOf(c));
  return c.body(null, 202);
}

/** `PATCH` of one channel: captures it, changes how, or captures it no more. */
export async function patchChannel(c: ApiContext): Promise<Response> {
  const { sql } = c.var.services;
  const { value } = await readJson(c.req.raw);
  const body = check(channelBody, value, c.var.schemaStatus);
  const place = await placeOf(c);
  const id = c.req.param("channelId")!;
  const read = () => selectPickedChannel(sql, place.projectId, place.connectionId, id);
  const channel = id.length <= 200 ? await read() : null;
  if (!channel) throw notFound("Channel");
  if (body.monitored ?? channel.isMonitored) {
    const { refused } = await chooseChannels(sql, place, [id], {
      mode: body.mode ?? channel.mode,
      scope: body.scope ?? channel.scope,
      backfillFrom: body.backfill_from ?? null,
      packageId: await knownPackage(c, body.package),
    });
    if (refused[0]) throw invalid("monitored", refused[0].problem, "refused");
  } else if (channel.isMonitored) {
    await stopChannels(sql, place, [id], false);
  } else if (body.mode ?? body.scope ?? body.backfill_from ?? body.package) {
    throw invalid("monitored", "This channel is not captured. Send monitored: true as well.");
  }
  const after = await read();
  return c.json({ channel: shown(after ?? { ...channel, isMonitored: false }) });
}

async function placeOf(c: ApiContext) {
  const connectionId = c.req.param("connectionId");
  const { projectId } = c.var;
  const isThere = isSafeId(connectionId) &&
    await selectConnection(c.var.services.sql, projectId, connectionId);
  if (!isThere) throw notFound("Connection");
  return { projectId, connectionId: connectionId! };
}

/** A package that is there, null for none of its own, undefined for no change. */
async function knownPackage(c: ApiContext, id: string | null | undefined) {
  if (!id) return id === "" ? null : id;
  const { projectId, services: { sql } } = c.var;
  if ((await listPackages(sql, projectId)).some((one) => one.id === id)) return id;
  const message = "There is no such package. Use the id of one of this project's, or null.";
  throw invalid("package", message, "unknown");
}

function shown(channel: PickedChannel) {
  return {
    id: channel.id,
    name: channel.name,
    is_private: channel.isPrivate,
    is_external: channel.isExternal,
    is_archived: channel.isArchived,
    is_member: channel.isMember,
    is_gone: channel.isGone,
    member_count: channel.memberCount,
    monitored: channel.isMonitored,
    mode: channel.mode,
    scope: channel.scope,
    backfill_from: channel.backfillFrom,
    package: channel.packageId,
    problem: channel.problem,
  };
}
