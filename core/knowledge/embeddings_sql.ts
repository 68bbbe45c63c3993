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
      signature = excluded.signature, embedding = excluded.embedding, list = null`;
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
const CANDIDATES = 36;
/**
 * So many lists are looked through. Of 50,000 passages these are a twentieth, and hold more than 95 in a
 * hundred of the ten nearest (docs/performance.md).
 */
const PROBES = 20;

/** Below it looking up the sources' own passages is quicker than looking through lists. */
const SMALL_SHARE = 0.1;

const withVector = new WeakMap<Db, Promise<boolean>>();

/** Whether the database has pgvector. Asked once for each pool. */
export function hasVector(sql: Sql): Promise<boolean> {
  const known = withVector.get(sql) ??
    sql`select 1 from pg_type where typname = 'vector'`.then((rows) => rows.length > 0);
  withVector.set(sql, known);
  return known;
}

/**
 * The passages nearest to a question. Signatures are compared first, which is a count of bits: with the
 * centres of the project's lists, then with the passages of the nearest lists and those in none. The
 * best of them are compared by all their numbers, with pgvector where it is.
 *
 * @param sourceIds null for every source of the project
 * @param share of the project's passages that these sources hold; few are compared without lists
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
    share: number;
    floor: number;
    limit: number;
    vector: boolean;
  },
): Promise<NearPassage[]> {
  const { projectId, model, numbers, signature, sourceIds, share, floor, limit } = query;
  const nearness = query.vector
    ? db`1 - (near.embedding::vector <=> ${numbers}::real[]::vector)`
    : db`(select sum(pair.a * pair.b)
        from unnest(near.embedding, ${numbers}::real[]) as pair(a, b))`;
  const bits = db`bit_count(signature # ${signature}::text::bit varying)`;
  const seen = db`select passage_id, embedding, ${bits} as bits from knowledge_embeddings
    where project_id = ${projectId} and model = ${model} and bit_length(signature) = ${signature.length}
      ${sourceIds ? db`and source_id = any(${sourceIds})` : db``}`;
  const compared = share < SMALL_SHARE
    ? seen
    : db`${seen} and list is null union all ${seen} and list = any(array(
        select list from knowledge_centres
        where project_id = ${projectId} and model = ${model}
          and bit_length(signature) = ${signature.length}
        order by ${bits} limit ${Math.ceil(PROBES / share)}))`;
  return await db<NearPassage[]>`
    with candidates as materialized (
      select passage_id, embedding from (${compared}) as compared
      order by bits, passage_id limit ${CANDIDATES}
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
