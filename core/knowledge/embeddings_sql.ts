import type { Db, Sql } from "../db/mod.ts";

/** A passage that a model has not seen yet. */
export interface UnseenPassage {
  id: string;
  /** What is shown to the model. */
  text: string;
  /** Changes with the text. */
  mark: string;
}

/** The most characters of a passage that a model sees. */
const MOST_CHARACTERS = 6_000;

/** Passages of a project without numbers of this model. */
export async function selectUnseen(
  db: Db,
  projectId: string,
  model: string,
  limit: number,
): Promise<UnseenPassage[]> {
  return await db<UnseenPassage[]>`
    select passage.id, md5(passage.content) as mark,
      left(concat_ws(E'\n', nullif(passage.heading, ''), passage.content),
        ${MOST_CHARACTERS}::int) as text
    from knowledge_sources source
    join knowledge_passages passage
      on passage.project_id = ${projectId} and passage.source_id = source.id
    where source.project_id = ${projectId} and source.embedded_model is distinct from ${model}
      and not exists (
        select from knowledge_embeddings seen
        where seen.project_id = ${projectId} and seen.passage_id = passage.id
          and seen.model = ${model})
    order by passage.id limit ${limit}`;
}

/** Keeps the numbers of passages, unless their text has changed meanwhile. */
export async function upsertEmbeddings(
  db: Db,
  projectId: string,
  model: string,
  items: { id: string; mark: string; signature: string; embedding: number[] }[],
): Promise<void> {
  await db`
    insert into knowledge_embeddings (project_id, passage_id, source_id, model, signature,
      embedding)
    select ${projectId}, passage.id, passage.source_id, ${model}, item.signature::bit varying,
      item.embedding
    from jsonb_to_recordset(${db.json(items as never)}) as item(id text, mark text,
      signature text, embedding real[])
    join knowledge_passages passage
      on passage.project_id = ${projectId} and passage.id = item.id
        and md5(passage.content) = item.mark
    on conflict (project_id, passage_id) do update set model = excluded.model,
      signature = excluded.signature, embedding = excluded.embedding`;
}

/** Notes which sources a model has seen all passages of. */
export async function noteSeen(db: Db, projectId: string, model: string): Promise<void> {
  await db`
    update knowledge_sources source set embedded_model = ${model}
    where project_id = ${projectId} and embedded_model is distinct from ${model}
      and not exists (
        select from knowledge_passages passage
        where passage.project_id = ${projectId} and passage.source_id = source.id
          and not exists (
            select from knowledge_embeddings seen
            where seen.project_id = ${projectId} and seen.passage_id = passage.id
              and seen.model = ${model}))`;
}

/** Projects with passages that a model has not seen. */
export async function selectUnseenProjects(db: Db, model: string): Promise<string[]> {
  const rows = await db<{ project_id: string }[]>`
    select distinct project_id from knowledge_sources
    where passage_count > 0 and embedded_model is distinct from ${model}`;
  return rows.map(({ project_id }) => project_id);
}

/** A passage with how near it is to a question: 1 is the same. */
export interface NearPassage {
  id: string;
  source_id: string;
  source_name: string;
  heading: string;
  content: string;
  url: string | null;
  nearness: number;
}

/** So many passages, by their signatures, are compared exactly. */
const CANDIDATES = 60;

const withVector = new WeakMap<Db, Promise<boolean>>();

/** Whether the database has pgvector. Asked once for each pool. */
export function hasVector(sql: Sql): Promise<boolean> {
  const known = withVector.get(sql) ??
    sql`select 1 from pg_type where typname = 'vector'`.then((rows) => rows.length > 0);
  withVector.set(sql, known);
  return known;
}

/**
 * The passages nearest to a question. Their signatures are compared first, which is a count of bits;
 * the best of those by all their numbers, with pgvector where it is.
 *
 * @param sourceIds null for every source of the project
 * @param numbers at unit length
 */
export async function selectNearest(
  db: Db,
  query: {
    projectId: string;
    model: string;
    numbers: number[];
    signature: string;
    sourceIds: string[] | null;
    floor: number;
    limit: number;
    vector: boolean;
  },
): Promise<NearPassage[]> {
  const { projectId, model, numbers, signature, sourceIds, floor, limit } = query;
  const nearness = query.vector
    ? db`1 - (near.embedding::vector <=> ${numbers}::real[]::vector)`
    : db`(select sum(pair.a * pair.b)
        from unnest(near.embedding, ${numbers}::real[]) as pair(a, b))`;
  return await db<NearPassage[]>`
    with candidates as materialized (
      select passage_id, embedding from knowledge_embeddings
      where project_id = ${projectId} and model = ${model}
        ${sourceIds ? db`and source_id = any(${sourceIds})` : db``}
        and bit_length(signature) = ${signature.length}
      order by bit_count(signature # ${signature}::text::bit varying), passage_id
      limit ${CANDIDATES}
    ), measured as (
      select near.passage_id, (${nearness})::float8 as nearness from candidates near
      order by 2 desc limit ${limit}
    )
    select passage.id, passage.source_id, source.name as source_name, passage.heading,
      passage.content, passage.url, measured.nearness
    from measured
    join knowledge_passages passage
      on passage.project_id = ${projectId} and passage.id = measured.passage_id
    join knowledge_sources source
      on source.project_id = ${projectId} and source.id = passage.source_id
    where measured.nearness >= ${floor}
    order by measured.nearness desc, passage.id`;
}
