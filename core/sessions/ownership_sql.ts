import type { Tx } from "../db/mod.ts";

/** Makes a teammate the owner, or the agent when null. Every call is a new ownership version. */
export async function changeOwner(
  tx: Tx,
  projectId: string,
  sessionId: string,
  teammate: { id: string; name: string | null } | null,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set
      is_human_takeover = ${teammate !== null}, taken_over_by = ${teammate?.id ?? null},
      taken_over_name = ${teammate?.name ?? null}, taken_over_at = ${teammate === null ? null : at},
      ownership_version = ownership_version + 1, needs_human = null, updated_at = ${at}
    where project_id = ${projectId} and id = ${sessionId}`;
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
