import type { Db } from "../../db/mod.ts";

/** Whole rows of a person's sessions with their messages, some at a time. */
export async function sessionsWithMessages(
  db: Db,
  projectId: string,
  contactId: string,
  after: string,
  limit: number,
): Promise<{ id: string; data: unknown }[]> {
  const rows = await db<{ id: string; data: unknown }[]>`
    select s.id, to_jsonb(s) - 'content_hash' || jsonb_build_object('messages', coalesce((
      select jsonb_agg(to_jsonb(m) - 'project_id' - 'session_id' order by m.sequence) from messages m
      where m.project_id = s.project_id and m.session_id = s.id), '[]')) as data
    from sessions s
    where s.project_id = ${projectId} and s.contact_id = ${contactId} and s.id > ${after}
    order by s.id limit ${limit}`;
  return [...rows];
}

/** Rows of imported files that name one of a person's addresses. */
export async function importedRows(
  db: Db,
  projectId: string,
  emails: string[],
): Promise<{ import_id: string; row: number; columns: string[]; cells: string[] }[]> {
  const rows = await db<{ import_id: string; row: number; columns: string[]; cells: string[] }[]>`
    select r.import_id, r.number as row, i.columns, r.cells from customer_import_rows r
    join customer_imports i on i.project_id = r.project_id and i.id = r.import_id
    where r.project_id = ${projectId}
      and exists (select from unnest(r.cells) as cell where lower(trim(cell)) = any(${emails}::text[]))
    limit 1000`;
  return [...rows];
}
