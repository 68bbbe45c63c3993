import { now } from "../clock.ts";
import { PostgresError, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { enqueue } from "../jobs/mod.ts";
import { checkPackageIds } from "../knowledge/mod.ts";
import { selectConnection } from "../sync/connections_sql.ts";
import {
  type ChannelChoice,
  type ChannelCursor,
  type ChannelFilter,
  type PickedChannel,
  readChannelCursor,
  type RefusedChannel,
  writeChannelCursor,
} from "./picker_model.ts";
import {
  captureChannels,
  lockChannels,
  releaseChannels,
  selectChannelPage,
  setChannelList,
  setChannelProblems,
  type SortedChannel,
} from "./picker_sql.ts";

/** Whose channels. */
export interface ChannelPlace {
  projectId: string;
  connectionId: string;
}

/** What part of the list is wanted. */
export interface ChannelListQuery extends ChannelPlace {
  search?: string;
  /** @default "all" */
  filter?: ChannelFilter;
  cursor?: string | null;
  /** @default 50 */
  limit?: number;
}

/** A page of the list. */
export interface ChannelPage {
  channels: PickedChannel[];
  previousCursor: string | null;
  nextCursor: string | null;
}

/**
 * A page of a connection's channels: captured ones first, then by name.
 *
 * @throws {AppError} 400 for a cursor that is none
 */
export async function listChannels(sql: Sql, query: ChannelListQuery): Promise<ChannelPage> {
  const { projectId, connectionId, limit = 50 } = query;
  const search = (query.search ?? "").trim().replace(/^#/, "").slice(0, 200);
  const filter = query.filter ?? "all";
  const cursor = query.cursor ? readChannelCursor(query.cursor) : null;
  const asked = { projectId, connectionId, search, filter };
  const rows = await selectChannelPage(sql, asked, cursor, limit + 1);
  const hasMore = rows.length > limit;
  const shown = cursor?.isBackwards ? rows.slice(-limit) : rows.slice(0, limit);
  const hasPrevious = cursor !== null && (cursor.isBackwards ? hasMore : true);
  const hasNext = cursor?.isBackwards ? true : hasMore;
  return {
    channels: shown.map(({ sortName: _, ...channel }) => channel),
    previousCursor: hasPrevious ? cursorAt(shown[0], true) : null,
    nextCursor: hasNext ? cursorAt(shown.at(-1), false) : null,
  };
}

function cursorAt(row: SortedChannel | undefined, isBackwards: boolean): string | null {
  if (!row) return null;
  const { isMonitored, sortName: name, id } = row;
  return writeChannelCursor({ isMonitored, name, id, isBackwards } satisfies ChannelCursor);
}

/**
 * Captures channels. Joining them, and reading their past when that is wanted, is work for jobs; what
 * cannot be chosen is told and kept beside the channel.
 *
 * @returns how many are captured now, and those refused with a sentence each
 * @throws {AppError} 400 for an unknown package, 404 for an unknown connection, 409 when another connection takes one meanwhile
 */
export async function chooseChannels(
  sql: Sql,
  { projectId, connectionId }: ChannelPlace,
  ids: string[],
  choice: ChannelChoice,
  at: Date = now(),
): Promise<{ chosen: number; refused: RefusedChannel[] }> {
  try {
    return await transaction(sql, async (tx) => {
      const rows = await lockConnectionChannels(tx, projectId, connectionId, ids);
      if (choice.packageId) await checkPackageIds(tx, projectId, [choice.packageId]);
      const refused = rows.flatMap((row) => {
        const problem = objectionTo(row);
        return problem === null ? [] : [{ id: row.id, name: row.name, problem }];
      });
      const chosen = rows.filter(({ id }) => !refused.some((one) => one.id === id))
        .map(({ id }) => id);
      await captureChannels(tx, projectId, connectionId, chosen, choice, at);
      await setChannelProblems(tx, projectId, connectionId, refused);
      const isSynced = choice.backfillFrom !== null;
      if (chosen.length > 0) await queueJoining(tx, projectId, connectionId, isSynced);
      await tellOfChannels(tx, projectId, connectionId, at);
      return { chosen: chosen.length, refused };
    });
  } catch (error) {
    if (error instanceof PostgresError && error.code === "23505") {
      throw conflict("Another connection took one of these channels just now. Look again.");
    }
    throw error;
  }
}

/**
 * Captures channels no more; their sessions stay.
 *
 * @param leaves whether we leave the channels as well
 * @returns how many were captured until now
 * @throws {AppError} 404 for an unknown connection
 */
export async function stopChannels(
  sql: Sql,
  { projectId, connectionId }: ChannelPlace,
  ids: string[],
  leaves: boolean,
  at: Date = now(),
): Promise<number> {
  return await transaction(sql, async (tx) => {
    const rows = await lockConnectionChannels(tx, projectId, connectionId, ids);
    const left = rows.filter(({ isMember, isMonitored }) => isMember && isMonitored);
    const stopped = await releaseChannels(tx, projectId, connectionId, ids, at);
    if (leaves && left.length > 0) {
      const payload = { connection_id: connectionId, channels: left.map(({ id }) => id) };
      await enqueue(tx, projectId, { kind: "source.leave", payload });
    }
    await tellOfChannels(tx, projectId, connectionId, at);
    return stopped;
  });
}

/**
 * Has the channels of a connection read again from the provider.
 *
 * @throws {AppError} 404
 */
export async function requestChannels(
  sql: Sql,
  { projectId, connectionId }: ChannelPlace,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    if (!await selectConnection(tx, projectId, connectionId)) throw notFound("Connection");
    await setChannelList(tx, projectId, connectionId, { state: "waiting" });
    const payload = { connection_id: connectionId };
    await enqueue(tx, projectId, { kind: "source.channels", payload, dedupeKey: connectionId });
    await tellOfChannels(tx, projectId, connectionId, at);
  });
}

/** Has pages show the channels as they are now. */
export async function tellOfChannels(
  tx: Tx,
  projectId: string,
  connectionId: string,
  at: Date,
): Promise<void> {
  const data = { connection_id: connectionId };
  await appendEvents(tx, projectId, [{ type: "connection.updated", sessionId: null, data }], at);
}

async function lockConnectionChannels(
  tx: Tx,
  projectId: string,
  connectionId: string,
  ids: string[],
) {
  if (!await selectConnection(tx, projectId, connectionId)) throw notFound("Connection");
  return await lockChannels(tx, projectId, connectionId, ids);
}

/** Joins what was chosen; two of a kind are one, with and without a sync afterwards are not. */
async function queueJoining(tx: Tx, projectId: string, connectionId: string, isSynced: boolean) {
  await enqueue(tx, projectId, {
    kind: "source.join",
    payload: { connection_id: connectionId, is_synced: isSynced },
    dedupeKey: isSynced ? `${connectionId}:sync` : connectionId,
    // An open sync run is waited for, which can take hours.
    maxAttempts: 5_000,
  });
}

/** Why a channel cannot be captured; null when it can. */
function objectionTo(
  row: PickedChannel & { capturedBy: string | null },
): string | null {
  if (row.capturedBy !== null) {
    return `Captured through the connection "${row.capturedBy}" already. Stop it there first.`;
  }
  if (row.isGone) return "The provider does not name this channel any more.";
  if (row.isArchived && !row.isMonitored) return "Archived: nothing new is said here.";
  return null;
}
