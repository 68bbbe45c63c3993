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

/** Lists a session under exactly these tags. */
export async function replaceSessionTags(
  tx: Tx,
  projectId: string,
  sessionId: string,
  tags: string[],
): Promise<void> {
  await tx`
    delete from session_tags
    where project_id = ${projectId} and session_id = ${sessionId} and tag <> all(${tags}::text[])`;
  await tx`
    insert into session_tags (project_id, session_id, tag, last_activity_at)
    select s.project_id, s.id, tag, s.last_activity_at
    from sessions s cross join unnest(${tags}::text[]) as tag
    where s.project_id = ${projectId} and s.id = ${sessionId}
    on conflict do nothing`;
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
