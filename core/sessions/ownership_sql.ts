import type { Tx } from "../db/mod.ts";

/** Makes a teammate the owner, or the agent when null. Every call is a new ownership version. */
export async function changeOwner(
  tx: Tx,
  projectId: string,
  sessionId: string,
  teammateId: string | null,
  at: Date,
): Promise<void> {
  await tx`
    update sessions set
      is_human_takeover = ${teammateId !== null}, taken_over_by = ${teammateId},
      taken_over_at = ${teammateId === null ? null : at},
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
