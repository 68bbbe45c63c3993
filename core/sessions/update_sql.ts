import type { Tx } from "../db/mod.ts";

/** Columns of a session a change may set, by their own names. */
export type SessionColumns = Record<string, unknown>;

/** Sets columns of one session. */
export async function updateSessionRow(
  tx: Tx,
  projectId: string,
  sessionId: string,
  columns: SessionColumns,
): Promise<void> {
  await tx`
    update sessions set ${tx(columns as never)}
    where project_id = ${projectId} and id = ${sessionId}`;
}

/** Removes a session; what belongs to it goes with it. False when there is none. */
export async function deleteSessionRow(
  tx: Tx,
  projectId: string,
  sessionId: string,
): Promise<boolean> {
  const result = await tx`
    delete from sessions where project_id = ${projectId} and id = ${sessionId}`;
  return result.count === 1;
}
