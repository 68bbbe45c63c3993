import type { Tx } from "../db/mod.ts";

/**
 * Whether a project has neither issues nor product scopes; whoever else asks in a transaction waits
 * until this one ends.
 */
export async function hasNoIssues(tx: Tx, projectId: string): Promise<boolean> {
  await tx`select 1 from projects where id = ${projectId} for no key update`;
  const rows = await tx`
    select 1 where exists (select from issues where project_id = ${projectId})
      or exists (select from product_scopes where project_id = ${projectId})`;
  return rows.length === 0;
}
