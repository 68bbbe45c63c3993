import type { Conversation, SyncItem } from "../contract/mod.ts";
import { PostgresError, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, messageOf } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { newId } from "../id.ts";
import { deleteByExternalId, ingest, type IngestScope } from "../sessions/mod.ts";
import { contentHash } from "./content_hash.ts";
import { conversationFault } from "./conversation_check.ts";
import {
  advanceRun,
  insertProblems,
  lockRun,
  resolveProblems,
  type RunCounts,
  type RunRow,
} from "./runs_sql.ts";

/** Thrown when the run belongs to another process by now; nothing was stored. */
export class LostRun extends Error {
  override name = "LostRun";
}

/** Thrown when somebody asked the run to stop; what came before is stored. */
export class CancelledRun extends Error {
  override name = "CancelledRun";
}

/** Where items of a run are stored. */
export interface CommitScope {
  projectId: string;
  source: string;
  run: RunRow;
}

type Stored = Exclude<SyncItem, { type: "checkpoint" }>;

/**
 * Stores items with the cursors that follow them, in one transaction: a crash leaves both or none.
 * An item that cannot be stored is a problem of its own and stops nothing.
 *
 * @throws {LostRun} {CancelledRun}
 */
export async function commitItems(
  sql: Sql,
  scope: CommitScope,
  items: Stored[],
  cursors: Record<string, unknown>,
  at: Date,
): Promise<void> {
  const { projectId, run } = scope;
  const cancelled = await transaction(sql, async (tx) => {
    const held = await lockRun(tx, projectId, run.id, run.fence);
    if (!held) throw new LostRun("Another process continues this run");
    const { counts, problems, taken } = await storeAll(tx, scope, items, at);
    const connection = { id: run.id, connectionId: run.connection_id };
    await insertProblems(tx, projectId, connection, problems, at);
    if (taken.length > 0) {
      await resolveProblems(tx, projectId, run.connection_id, taken, at);
    }
    await advanceRun(tx, projectId, run.id, counts, cursors);
    if (items.length > 0) {
      const data = { connection_id: run.connection_id, run_id: run.id, status: "running" };
      await appendEvents(tx, projectId, [{ type: "sync.updated", sessionId: null, data }], at);
    }
    return held.cancel_requested;
  });
  if (cancelled) throw new CancelledRun("Somebody cancelled the run");
}

async function storeAll(tx: Tx, scope: CommitScope, items: Stored[], at: Date) {
  const counts: RunCounts = { found: 0, created: 0, updated: 0, skipped: 0, failed: 0 };
  const problems: { id: string; externalId: string | null; message: string }[] = [];
  const taken: string[] = [];
  const { projectId, source, run } = scope;
  const origin = { projectId, source, connectionId: run.connection_id };
  const fail = (externalId: string | null, message: string) => {
    counts.failed++;
    problems.push({ id: newId("prob", at), externalId, message: message.slice(0, 1_000) });
  };
  for (const item of items) {
    counts.found++;
    if (item.type === "problem") {
      fail(item.externalId ?? null, item.message);
      continue;
    }
    const externalId = item.type === "deleted" ? item.externalId : externalIdOf(item.value);
    try {
      // A part of its own: what one item breaks is undone alone.
      const outcome = await transaction(tx, (part) => storeItem(part, origin, item, at));
      if (outcome) counts[outcome]++;
      // A deletion of what was never here is no news.
      else counts.found--;
      if (externalId) taken.push(externalId);
    } catch (error) {
      // Of a deadlock, the whole transaction is done again.
      if (error instanceof PostgresError && error.code.startsWith("40")) throw error;
      fail(externalId, messageOf(error));
    }
  }
  return { counts, problems, taken };
}

/**
 * Stores one item of a connection.
 *
 * @returns what became of it; null for the deletion of what is not here
 * @throws an error in words when it cannot be stored
 */
export async function storeItem(
  tx: Tx,
  origin: IngestScope,
  item: Exclude<Stored, { type: "problem" }>,
  at: Date,
): Promise<"created" | "updated" | "skipped" | null> {
  if (item.type === "deleted") {
    const known = await deleteByExternalId(tx, origin, item.externalId, at);
    return known ? "updated" : null;
  }
  const fault = conversationFault(item.value);
  if (fault) throw conflict(`The source gave something unusable. ${fault}.`);
  const hash = await contentHash(item.value);
  const [result] = await ingest(tx, origin, [{ ...item.value, contentHash: hash }], at);
  return result!.outcome;
}

function externalIdOf(value: Conversation): string | null {
  const id: unknown = value?.externalId;
  return typeof id === "string" && id !== "" ? id.slice(0, 255) : null;
}
