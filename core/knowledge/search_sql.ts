import type { Db } from "../db/mod.ts";
import { anyForm, planLookups } from "./lookups.ts";

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
  /** In how many of the project's passages it occurs. */
  passages: number;
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

/**
 * The forms of each word in every language of the project's sources, how common they are, and how many
 * passages the project has.
 */
export async function readWordForms(
  db: Db,
  projectId: string,
  words: string[],
): Promise<{ forms: WordForm[]; passages: number }> {
  const rows = await db<(WordForm & { total: number })[]>`
    select distinct word.place::int - 1 as place, form.lexeme as term,
      coalesce(kept.passages, 0) as passages,
      coalesce((select passages from knowledge_terms
        where project_id = ${projectId} and term = ${projectId}), 0) as total
    from unnest(${words}::text[]) with ordinality as word(word, place)
    cross join (
      select distinct unnest(languages) as language from knowledge_sources
      where project_id = ${projectId}
    ) as spoken
    cross join lateral unnest(to_tsvector(spoken.language::regconfig, word.word)) as form
    left join knowledge_terms kept on kept.project_id = ${projectId} and kept.term = form.lexeme
    order by 1`;
  return { forms: rows, passages: rows[0]?.total ?? 0 };
}

/** A word of a project's knowledge. */
export interface KnownTerm {
  term: string;
  passages: number;
}

/** Known words that begin with a letter, the most common first. */
export async function readSimilarTerms(
  db: Db,
  projectId: string,
  first: string,
): Promise<KnownTerm[]> {
  return await db<KnownTerm[]>`
    select term, passages from knowledge_terms
    where project_id = ${projectId} and term >= ${first} and term < ${first + "\u{10FFFF}"}
      and char_length(term) between 2 and 30
    order by passages desc, term limit 5000`;
}

/** So many of the passages that are found are compared in full. */
const PROMISING = 30;

/**
 * The best passages that hold at least `floor` of the words' weight. The index is asked for what
 * `planLookups` says; of the rows it finds only the most promising are compared in full.
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
  const { text, headings } = planLookups(projectId, words);
  const ofPackage = sourceIds ? db`and passage.source_id = any(${sourceIds})` : db``;
  const asked = words.map((word) => ({
    anywhere: anyForm(word),
    heading: anyForm(word, ":A"),
    name: anyForm(word, ":B"),
    weight: word.weight,
  }));
  /** Adds up the weights of the words a passage holds somewhere. */
  const held = (where: "anywhere" | "heading" | "name") =>
    asked.map((word) =>
      db`case when passage.document @@ ${word[where]}::tsquery then ${word.weight}::float8
        else 0 end`
    ).reduce((sum, part) => db`${sum} + ${part}`);
  const places = asked.map(({ anywhere }, place) =>
    db`case when passage.document @@ ${anywhere}::tsquery then ${place}::int end`
  ).reduce((list, part) => db`${list}, ${part}`);
  const all = words.map((word) => anyForm(word)).join(" | ");
  const found = [
    ...text.map(({ query, limit }) =>
      db`(select passage.id, ${held("anywhere")} as matched from knowledge_passages passage
        where passage.project_id = ${projectId} and passage.document @@ ${query}::tsquery
          ${ofPackage}
        limit ${limit})`
    ),
    ...headings.map(({ query, limit }) =>
      db`(select passage.id, ${held("anywhere")} as matched from knowledge_passages passage
        where passage.project_id = ${projectId}
          and (ts_filter(passage.document, '{a}') || array_to_tsvector(array[passage.project_id]))
            @@ ${query}::tsquery ${ofPackage}
        limit ${limit})`
    ),
  ].reduce((list, part) => db`${list} union ${part}`);
  return await db<PassageRow[]>`
    with promising as materialized (
      select id, matched from (${found}) as found
      where matched >= ${floor}
      order by matched desc, id limit ${PROMISING}
    ), compared as materialized (
      select passage.id, promising.matched, ${held("heading")} as in_heading,
        ${held("name")} as in_name,
        ts_rank_cd('{0.1, 0.2, 0.4, 1.0}', passage.document, ${all}::tsquery, 33)::float8 as rank
      from promising
      join knowledge_passages passage
        on passage.project_id = ${projectId} and passage.id = promising.id
    ), best as materialized (
      select * from compared
      order by matched + 0.35 * in_heading + 0.1 * in_name + 0.1 * rank desc, id limit ${limit}
    )
    select best.*, passage.source_id, source.name as source_name, passage.heading,
      passage.content, passage.url, array_remove(array[${places}], null) as places,
      ts_headline(passage.language::regconfig, passage.content, ${all}::tsquery,
        ${headlineOptions}) as headline
    from best
    join knowledge_passages passage on passage.project_id = ${projectId} and passage.id = best.id
    join knowledge_sources source
      on source.project_id = ${projectId} and source.id = passage.source_id`;
}

const headlineOptions = `StartSel=${hitMarks[0]}, StopSel=${
  hitMarks[1]
}, MaxFragments=2, MaxWords=28, MinWords=10, FragmentDelimiter=" … "`;
