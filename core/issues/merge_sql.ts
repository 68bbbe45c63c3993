import type { Tx } from "../db/mod.ts";

/**
 * Moves sessions with their quotes from one issue to another; what is linked to both stays once.
 *
 * @param sessionIds which; null for all
 * @returns how many sessions the first issue had of these
 */
export async function moveEvidence(
  tx: Tx,
  projectId: string,
  fromId: string,
  toId: string,
  sessionIds: string[] | null,
): Promise<number> {
  const chosen = sessionIds === null ? tx`` : tx`and session_id = any(${sessionIds}::text[])`;
  await tx`
    update issue_quotes q set issue_id = ${toId}
    where q.project_id = ${projectId} and q.issue_id = ${fromId} ${chosen}
      and not exists (select from issue_quotes o
        where o.project_id = q.project_id and o.issue_id = ${toId}
          and o.message_id = q.message_id and o.quote = q.quote)`;
  await tx`
    delete from issue_quotes
    where project_id = ${projectId} and issue_id = ${fromId} ${chosen}`;
  const moved = await tx`
    update session_links l set entity_id = ${toId}
    where l.project_id = ${projectId} and l.kind = 'issue' and l.entity_id = ${fromId} ${chosen}
      and not exists (select from session_links o
        where o.project_id = l.project_id and o.kind = 'issue' and o.entity_id = ${toId}
          and o.session_id = l.session_id)`;
  const left = await tx`
    delete from session_links
    where project_id = ${projectId} and kind = 'issue' and entity_id = ${fromId} ${chosen}`;
  return moved.count + left.count;
}

/** Lets whoever was told of one issue count as told of the other. */
export async function moveNotes(
  tx: Tx,
  projectId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await tx`
    insert into issue_notes (project_id, issue_id, person_id, session_id, message_id, way, sent_by,
      sent_by_name, created_at)
    select project_id, ${toId}, person_id, session_id, message_id, way, sent_by, sent_by_name,
      created_at
    from issue_notes where project_id = ${projectId} and issue_id = ${fromId}
    on conflict do nothing`;
}

/** Issues that were merged into one that is itself merged now point to the last one. */
export async function redirectMerged(
  tx: Tx,
  projectId: string,
  fromId: string,
  toId: string,
): Promise<void> {
  await tx`
    update issues set merged_into = ${toId}
    where project_id = ${projectId} and merged_into = ${fromId}`;
}
