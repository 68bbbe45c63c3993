import type { Db } from "../db/mod.ts";

/** An issue that shares words with a text. */
export interface SimilarCandidate {
  id: string;
  title: string;
  type: string;
  status: string;
  session_count: number;
  title_stems: string[];
  /** Stems of title, description and the newest quotes. */
  stems: string[];
}

/** A word of a text, reduced to its stem. */
export interface Stem {
  stem: string;
  /** How often the text says it. */
  amount: number;
}

/** The stems of a text, those said most often first; small words are left out. */
export async function stemsOf(
  sql: Db,
  text: string,
  language: string,
  limit: number,
): Promise<Stem[]> {
  const rows = await sql<Stem[]>`
    select lexeme as stem, coalesce(cardinality(positions), 1) as amount
    from unnest(to_tsvector(${language}::regconfig, ${text}))
    order by amount desc, positions[1] limit ${limit}`;
  return [...rows];
}

/** In how many of a project's issues each word occurs, counted up to `cap`. */
export async function countStems(
  sql: Db,
  projectId: string,
  stems: string[],
  cap: number,
): Promise<Map<string, number>> {
  const rows = await sql<{ stem: string; amount: number }[]>`
    select wanted.stem, (
      select count(*)::int from (
        select 1 from issues i
        where i.document @@ (array_to_tsvector(array[wanted.stem])::text::tsquery
            && ${project(projectId)}::tsquery)
          and i.project_id = ${projectId} and i.merged_into is null
        limit ${cap}) as found) as amount
    from unnest(${stems}::text[]) as wanted(stem)`;
  return new Map(rows.map(({ stem, amount }) => [stem, amount]));
}

/** How many issues a project has, counted up to `cap`. */
export async function countAll(sql: Db, projectId: string, cap: number): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from (
      select 1 from issues where project_id = ${projectId} and merged_into is null
      limit ${cap}) as found`;
  return row!.amount;
}

/** Issues with at least one of the words. */
export async function selectCandidates(
  sql: Db,
  projectId: string,
  stems: string[],
  except: string | null,
  limit: number,
): Promise<SimilarCandidate[]> {
  const rows = await sql<SimilarCandidate[]>`
    select i.id, i.title, i.type, i.status, i.session_count, i.title_stems, i.stems
    from issues i
    where i.document @@ ((
        select string_agg(array_to_tsvector(array[stem])::text, ' | ')
        from unnest(${stems}::text[]) as stem)::tsquery && ${project(projectId)}::tsquery)
      and i.project_id = ${projectId} and i.merged_into is null
      and i.id is distinct from ${except}
    limit ${limit}`;
  return [...rows];
}

/** The project's id as a word of a query. */
function project(projectId: string): string {
  return `'${projectId.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
}
