import type { Db } from "../db/mod.ts";

/** A word of the question in the forms it has in the project's languages. */
export interface WordForm {
  /** Index of the word in the question. */
  place: number;
  term: string;
  /** In how many of the project's passages it occurs. */
  passages: number;
}

/** A word as the search weighs it. */
export interface WeighedWord {
  /** As it was asked for, and as it was understood when it was misspelt. */
  word: string;
  meant: string | null;
  terms: string[];
  weight: number;
  /** A passage without any of the leading words cannot reach the floor. */
  leads: boolean;
}

/** A passage with what speaks for it. */
export interface PassageRow {
  id: string;
  source_id: string;
  source_name: string;
  heading: string;
  content: string;
  url: string | null;
  matched: number;
  /** Indexes of the words it holds. */
  places: number[];
  in_heading: number;
  in_name: number;
  rank: number;
  headline: string;
}

/** Begin and end of a match in `headline`; neither occurs in stored texts. */
export const hitMarks = ["\uE000", "\uE001"] as const;

/** The forms of each word in every language of the project's sources, and how common they are. */
export async function readWordForms(
  db: Db,
  projectId: string,
  words: string[],
): Promise<WordForm[]> {
  return await db<WordForm[]>`
    select distinct word.place::int - 1 as place, form.lexeme as term,
      coalesce(kept.passages, 0) as passages
    from unnest(${words}::text[]) with ordinality as word(word, place)
    cross join (
      select distinct unnest(languages) as language from knowledge_sources
      where project_id = ${projectId}
    ) as spoken
    cross join lateral unnest(to_tsvector(spoken.language::regconfig, word.word)) as form
    left join knowledge_terms kept on kept.project_id = ${projectId} and kept.term = form.lexeme
    order by 1`;
}

/** How many passages the project has. */
export async function countPassages(db: Db, projectId: string): Promise<number> {
  const [row] = await db<{ passages: number }[]>`
    select passages from knowledge_terms where project_id = ${projectId} and term = ${projectId}`;
  return row?.passages ?? 0;
}

/** Known words that begin like another and are about as long; the most common first. */
export async function readSimilarTerms(
  db: Db,
  projectId: string,
  term: string,
): Promise<string[]> {
  const first = [...term][0] ?? "";
  const rows = await db<{ term: string }[]>`
    select term from knowledge_terms
    where project_id = ${projectId} and term >= ${first} and term < ${first + "\u{10FFFF}"}
      and char_length(term) between ${term.length - 2} and ${term.length + 2}
    order by passages desc limit 5000`;
  return rows.map((row) => row.term);
}

/**
 * The best passages that hold at least `floor` of the words' weight. Each leading word is looked up
 * by itself in the index, together with the project's id; only the most promising rows are then read.
 *
 * @param sourceIds null for every source of the project
 */
export async function findPassages(
  db: Db,
  projectId: string,
  words: WeighedWord[],
  floor: number,
  limit: number,
  sourceIds: string[] | null,
): Promise<PassageRow[]> {
  const project = quote(projectId);
  const any = (word: WeighedWord, weights = "") =>
    `(${word.terms.map((term) => quote(term) + weights).join(" | ")})`;
  const asked = words.map((word, place) => ({
    place,
    anywhere: any(word),
    lookup: `${project} & ${any(word)}`,
    heading: any(word, ":A"),
    name: any(word, ":B"),
    weight: word.weight,
    leads: word.leads,
  }));
  const all = words.map((word) => any(word)).join(" | ");
  return await db<PassageRow[]>`
    with asked as materialized (
      select * from jsonb_to_recordset(${db.json(asked)}) as word(
        place int, anywhere tsquery, lookup tsquery, heading tsquery, name tsquery, weight float8, leads bool)
    ), promising as materialized (
      select found.id from asked
      cross join lateral (
        select passage.id from knowledge_passages passage
        where passage.project_id = ${projectId} and passage.document @@ asked.lookup
          ${sourceIds ? db`and passage.source_id = any(${sourceIds})` : db``}
      ) as found
      where asked.leads
      group by found.id
      order by sum(asked.weight) desc, found.id limit 200
    ), weighed as (
      select passage.id, passage.source_id, passage.heading, passage.content, passage.url,
        passage.language, evidence.*,
        ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', passage.document, ${all}::tsquery, 33)::float8 as rank
      from promising
      join knowledge_passages passage
        on passage.project_id = ${projectId} and passage.id = promising.id
      cross join lateral (
        select coalesce(sum(weight) filter (where passage.document @@ anywhere), 0) as matched,
          array_agg(place order by place) filter (where passage.document @@ anywhere) as places,
          coalesce(sum(weight) filter (where passage.document @@ heading), 0) as in_heading,
          coalesce(sum(weight) filter (where passage.document @@ name), 0) as in_name
        from asked
      ) as evidence
      where evidence.matched >= ${floor}
      order by evidence.matched + 0.35 * evidence.in_heading + 0.1 * evidence.in_name + 0.1 *
        ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', passage.document, ${all}::tsquery, 33) desc, passage.id
      limit ${limit}
    )
    select weighed.*, source.name as source_name,
      ts_headline(weighed.language::regconfig, weighed.content, ${all}::tsquery,
        ${headlineOptions}) as headline
    from weighed join knowledge_sources source
      on source.project_id = ${projectId} and source.id = weighed.source_id`;
}

const headlineOptions = `StartSel=${hitMarks[0]}, StopSel=${
  hitMarks[1]
}, MaxFragments=2, MaxWords=28, MinWords=10, FragmentDelimiter=" … "`;

/** A word as PostgreSQL reads it inside a tsquery. */
function quote(term: string): string {
  return `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
