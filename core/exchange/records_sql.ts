import type { Db } from "../db/mod.ts";

/** The value of a record; undefined when there is none. */
export async function selectRecord(
  sql: Db,
  projectId: string,
  connectionId: string,
  kind: string,
  id: string,
): Promise<unknown> {
  const [row] = await sql<{ value: unknown }[]>`
    select value from source_records
    where project_id = ${projectId} and connection_id = ${connectionId} and kind = ${kind}
      and id = ${id}`;
  return row?.value;
}

/**
 * Stores a record. One that is there is replaced, or with `onlyNew` left as it is.
 *
 * @param json the value as JSON
 * @returns whether anything was stored
 */
export async function upsertRecord(
  sql: Db,
  projectId: string,
  connectionId: string,
  record: { kind: string; id: string; json: string; onlyNew: boolean },
  at: Date,
): Promise<boolean> {
  // As text: the driver would take a text that is JSON already for a string to be quoted.
  const result = await sql`
    insert into source_records (project_id, connection_id, kind, id, value, updated_at)
    values (${projectId}, ${connectionId}, ${record.kind}, ${record.id},
      ${record.json}::text::jsonb, ${at})
    on conflict (project_id, connection_id, kind, id)
    ${
    record.onlyNew
      ? sql`do nothing`
      : sql`do update set value = excluded.value, updated_at = excluded.updated_at`
  }`;
  return result.count === 1;
}

/** Removes a record if there is one. */
export async function deleteRecord(
  sql: Db,
  projectId: string,
  connectionId: string,
  kind: string,
  id: string,
): Promise<void> {
  await sql`
    delete from source_records
    where project_id = ${projectId} and connection_id = ${connectionId} and kind = ${kind}
      and id = ${id}`;
}

/** Records of a kind whose id begins with `prefix`, by id. */
export async function selectRecords(
  sql: Db,
  projectId: string,
  connectionId: string,
  kind: string,
  prefix: string,
  limit: number,
): Promise<{ id: string; value: unknown }[]> {
  const rows = await sql<{ id: string; value: unknown }[]>`
    select id, value from source_records
    where project_id = ${projectId} and connection_id = ${connectionId} and kind = ${kind}
      and id >= ${prefix} and starts_with(id, ${prefix})
    order by id limit ${limit}`;
  return [...rows];
}
