import type { Db } from "../db/mod.ts";

/** The id of the session that a program made under an id of its own, or null. */
export async function sessionIdByExternalId(
  sql: Db,
  projectId: string,
  externalId: string,
): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from sessions where project_id = ${projectId} and source = 'api'
      and connection_id = '' and external_id = ${externalId}`;
  return row?.id ?? null;
}
