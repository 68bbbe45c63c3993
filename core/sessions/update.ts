import { now } from "../clock.ts";
import type { Metadata, SessionStatus } from "../contract/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, notFound } from "../errors.ts";
import { appendEvents, type NewEvent } from "../events/mod.ts";
import { cleanJson, cleanText } from "../text.ts";
import { changeOwner } from "./change_owner.ts";
import type { IngestScope } from "./ingest.ts";
import { lockByExternalId, type LockedSession, lockSession } from "./ingest_sql.ts";
import { assertContact } from "./links_sql.ts";
import { rebuildSearch } from "./search_sql.ts";
import { assertTags } from "./tags.ts";
import { deleteSessionRow, updateSessionRow } from "./update_sql.ts";

/** What a person or a program changes on a session; absent fields stay. */
export interface SessionPatch {
  name?: string | null;
  description?: string | null;
  tags?: string[];
  /** As `tags`, relative to what is there. */
  addTags?: string[];
  removeTags?: string[];
  status?: SessionStatus;
  isArchived?: boolean;
  /** True takes over in the name of `actor`; false gives back to the agent. */
  isHumanTakeover?: boolean;
  contactId?: string | null;
  /** Replaces all custom fields. */
  customFields?: Metadata;
  /** Replaces all user metadata. */
  userMetadata?: Metadata;
}

/** Who changes: an account, or null for a program with a key, and for the review of sessions. */
export interface Actor {
  id: string | null;
  name?: string;
  /** Written as `closed_by`. What a review changes is not marked as edited. */
  kind: "person" | "api" | "review";
}

/**
 * Changes a session. What is changed here is marked as a person's, and later news of its source
 * leave it alone.
 *
 * @throws {AppError} 404; 400 for unknown tags or contacts. Nothing is changed then.
 */
export async function updateSession(
  sql: Sql | Tx,
  projectId: string,
  sessionId: string,
  patch: SessionPatch,
  actor: Actor,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    const session = await lockSession(tx, projectId, sessionId);
    if (!session) throw notFound("Session");
    await apply(tx, projectId, session, patch, actor, at);
  });
}

/**
 * Changes many sessions alike, in one transaction; ids the project does not have are passed over.
 *
 * @returns how many were changed
 */
export async function updateSessions(
  sql: Sql | Tx,
  projectId: string,
  sessionIds: string[],
  patch: SessionPatch,
  actor: Actor,
  at: Date = now(),
): Promise<number> {
  return await transaction(sql, async (tx) => {
    let changed = 0;
    // In one order everywhere, so that two such changes cannot wait for each other.
    for (const id of [...new Set(sessionIds)].sort()) {
      const session = await lockSession(tx, projectId, id);
      if (!session) continue;
      await apply(tx, projectId, session, patch, actor, at);
      changed++;
    }
    return changed;
  });
}

/**
 * Removes a session with everything that is its own.
 *
 * @throws {AppError} 404
 */
export async function deleteSession(
  sql: Sql | Tx,
  projectId: string,
  sessionId: string,
  at: Date = now(),
): Promise<void> {
  await transaction(sql, async (tx) => {
    if (!await deleteSessionRow(tx, projectId, sessionId)) throw notFound("Session");
    await appendEvents(tx, projectId, [{ type: "session.deleted", sessionId }], at);
  });
}

/**
 * Removes the session of a conversation that its source no longer has; false when there is none.
 */
export async function deleteByExternalId(
  tx: Tx,
  scope: IngestScope,
  externalId: string,
  at: Date,
): Promise<boolean> {
  const { projectId, source, connectionId = "" } = scope;
  const session = await lockByExternalId(tx, projectId, { source, connectionId, externalId });
  if (!session) return false;
  await deleteSession(tx, projectId, session.id, at);
  return true;
}

async function apply(
  tx: Tx,
  projectId: string,
  session: LockedSession,
  patch: SessionPatch,
  actor: Actor,
  at: Date,
): Promise<void> {
  const { id } = session;
  const tags = tagsAfter(session.tags, patch);
  if (tags) await assertTags(tx, projectId, tags.filter((tag) => !session.tags.includes(tag)));
  if (patch.contactId) await assertContact(tx, projectId, patch.contactId);

  const takesOver = patch.isHumanTakeover;
  if (takesOver && (patch.status ?? session.status) === "closed") {
    throw conflict("The session is closed. Reopen it before taking it over.");
  }
  const edited = actor.kind === "review" ? [] : [
    ...(["name", "description", "status"] as const).filter((field) => patch[field] !== undefined),
    ...(tags ? ["tags"] : []),
  ];
  await updateSessionRow(tx, projectId, id, {
    ...(patch.name !== undefined ? { name: text(patch.name) } : {}),
    ...(patch.description !== undefined ? { description: text(patch.description) } : {}),
    ...(tags ? { tags } : {}),
    ...(patch.isArchived !== undefined ? { is_archived: patch.isArchived } : {}),
    ...(patch.contactId !== undefined ? { contact_id: patch.contactId } : {}),
    ...(patch.customFields
      ? { custom_fields: tx.json(cleanJson(patch.customFields) as never) }
      : {}),
    ...(patch.userMetadata
      ? { user_metadata: tx.json(cleanJson(patch.userMetadata) as never) }
      : {}),
    ...statusColumns(session, patch.status, actor, at),
    edited_fields: [...new Set([...session.edited_fields, ...edited])],
    updated_at: at,
  });
  const events: NewEvent[] = [{ type: "session.updated", sessionId: id }];
  if (patch.status === "closed" && session.status !== "closed") {
    events.push({ type: "session.closed", sessionId: id, data: { closed_by: actor.kind } });
  }
  if (takesOver !== undefined && takesOver !== session.is_human_takeover) {
    const owner = { id: actor.id ?? actor.kind, accountId: actor.id, name: actor.name ?? null };
    const way = actor.kind === "person" ? "dashboard" : "api";
    await changeOwner(tx, projectId, id, takesOver ? owner : null, way, at);
  }
  const wordsChanged = patch.name !== undefined || patch.description !== undefined ||
    patch.contactId !== undefined || patch.userMetadata !== undefined;
  if (wordsChanged) await rebuildSearch(tx, projectId, id);
  await appendEvents(tx, projectId, events, at);
}

function statusColumns(
  session: LockedSession,
  status: SessionStatus | undefined,
  actor: Actor,
  at: Date,
) {
  if (status === undefined || status === session.status) return {};
  return status === "closed"
    ? { status, closed_at: at, closed_by: actor.kind as string, needs_human: null }
    : { status, closed_at: null, closed_by: null, last_activity_at: at };
}

function tagsAfter(current: string[], patch: SessionPatch): string[] | null {
  if (!patch.tags && !patch.addTags && !patch.removeTags) return null;
  const kept = (patch.tags ?? current).filter((tag) => !patch.removeTags?.includes(tag));
  return [...new Set([...kept, ...patch.addTags ?? []])];
}

function text(value: string | null): string | null {
  const clean = value === null ? "" : cleanText(value).trim();
  return clean === "" ? null : clean;
}
