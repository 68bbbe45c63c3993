import type { HandoffWay } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";

/** Who owns a session: what `taken_over_by` holds, and the name customers see. */
export interface OwnerRow {
  id: string;
  name: string | null;
}

/** What became of a session's ownership. */
export interface OwnerChange {
  version: number;
  /** Another one owns it than before. */
  isChanged: boolean;
}

/** Makes a teammate the owner, or the agent when null. Every call is a new ownership version. */
export async function setOwner(
  tx: Tx,
  projectId: string,
  sessionId: string,
  owner: OwnerRow | null,
  at: Date,
): Promise<OwnerChange> {
  const [row] = await tx<{ version: number; before: string | null; was_taken: boolean }[]>`
    with known as (
      select id, is_human_takeover, taken_over_by from sessions
      where project_id = ${projectId} and id = ${sessionId} for update
    )
    update sessions set
      is_human_takeover = ${owner !== null}, taken_over_by = ${owner?.id ?? null},
      taken_over_name = ${owner?.name ?? null}, taken_over_at = ${owner === null ? null : at},
      ownership_version = ownership_version + 1, needs_human = null, updated_at = ${at}
    from known
    where sessions.project_id = ${projectId} and sessions.id = known.id
    returning ownership_version as version, known.taken_over_by as before,
      known.is_human_takeover as was_taken`;
  const isSame = row!.was_taken === (owner !== null) && row!.before === (owner?.id ?? null);
  return { version: row!.version, isChanged: !isSame };
}

/** One change of hands, as it is kept. */
export interface HandoffRow {
  id: string;
  kind: "takeover" | "hand_back";
  way: HandoffWay;
  accountId: string | null;
  name: string | null;
  version: number;
}

/** Keeps a change of hands. */
export async function insertHandoff(
  tx: Tx,
  projectId: string,
  sessionId: string,
  handoff: HandoffRow,
  at: Date,
): Promise<void> {
  await tx`
    insert into session_handoffs (project_id, session_id, id, kind, way, account_id, name,
      ownership_version, created_at)
    values (${projectId}, ${sessionId}, ${handoff.id}, ${handoff.kind}, ${handoff.way},
      ${handoff.accountId}, ${handoff.name}, ${handoff.version}, ${at})`;
}

/** Where a session comes from and who owns it; the caller holds it locked. */
export async function selectOwner(
  tx: Tx,
  projectId: string,
  sessionId: string,
): Promise<{ source: string; taken_over_by: string | null } | null> {
  const [row] = await tx<{ source: string; taken_over_by: string | null }[]>`
    select source, taken_over_by from sessions
    where project_id = ${projectId} and id = ${sessionId}`;
  return row ?? null;
}

/** Sets why a person is asked for; false when there is no such session. */
export async function setNeedsHuman(
  tx: Tx,
  projectId: string,
  sessionId: string,
  reason: string,
  at: Date,
): Promise<boolean> {
  const result = await tx`
    update sessions set needs_human = ${reason}, updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
  return result.count === 1;
}
