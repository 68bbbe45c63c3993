import type { Db } from "../db/mod.ts";

/** A connection that a delivery may be for. */
export interface CandidateRow {
  project_id: string;
  id: string;
  account_id: string | null;
  settings: unknown;
  secret: string;
}

/**
 * Connections of a source in any project that belong to one of some accounts; all of the source when
 * none is named.
 */
export async function selectCandidates(
  sql: Db,
  source: string,
  accounts: string[],
  limit: number,
): Promise<CandidateRow[]> {
  const rows = await sql<CandidateRow[]>`
    select project_id, id, account_id, settings, secret from connections
    where source = ${source}
      ${accounts.length > 0 ? sql`and account_id = any(${accounts})` : sql``}
    order by status = 'active' desc, id limit ${limit}`;
  return [...rows];
}
