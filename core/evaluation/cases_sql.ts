import type { Db } from "../db/mod.ts";

/** A session kept as an example of good answers. */
export interface EvaluationCase {
  id: string;
  session_id: string;
  through_sequence: number;
  title: string;
  created_by: string | null;
  created_at: Date;
}

const columns = (db: Db) => db`id, session_id, through_sequence, title, created_by, created_at`;

/** Keeps a session, or keeps it anew up to a later message under the same id. */
export async function upsertCase(
  db: Db,
  projectId: string,
  row: EvaluationCase,
): Promise<EvaluationCase> {
  const [kept] = await db<EvaluationCase[]>`
    insert into evaluation_cases (project_id, id, session_id, through_sequence, title, created_by,
      created_at)
    values (${projectId}, ${row.id}, ${row.session_id}, ${row.through_sequence}, ${row.title},
      ${row.created_by}, ${row.created_at})
    on conflict (project_id, session_id) do update set
      through_sequence = excluded.through_sequence, title = excluded.title
    returning ${columns(db)}`;
  return kept!;
}

/** Cases, newest first, from the cursor's place on. */
export async function selectCases(
  db: Db,
  projectId: string,
  limit: number,
  after: { at: Date; id: string } | null = null,
): Promise<EvaluationCase[]> {
  return await db<EvaluationCase[]>`
    select ${columns(db)} from evaluation_cases
    where project_id = ${projectId}
      ${after ? db`and (created_at, id) < (${after.at}, ${after.id})` : db``}
    order by created_at desc, id desc limit ${limit}`;
}

/** How many cases there are. */
export async function countCases(db: Db, projectId: string): Promise<number> {
  const [row] = await db<{ amount: number }[]>`
    select count(*)::int as amount from evaluation_cases where project_id = ${projectId}`;
  return row!.amount;
}

/** The case of a session, or null. */
export async function caseOfSession(
  db: Db,
  projectId: string,
  sessionId: string,
): Promise<EvaluationCase | null> {
  const [row] = await db<EvaluationCase[]>`
    select ${columns(db)} from evaluation_cases
    where project_id = ${projectId} and session_id = ${sessionId}`;
  return row ?? null;
}

/** Removes a case; false when there is none. */
export async function deleteCase(db: Db, projectId: string, id: string): Promise<boolean> {
  const result = await db`
    delete from evaluation_cases where project_id = ${projectId} and id = ${id}`;
  return result.count > 0;
}
