import type { Db, Sql } from "../db/mod.ts";
import { log } from "../log.ts";
import { messageOf } from "../errors.ts";
import { type Embedder, normalized, signatureOf } from "./embedder.ts";
import { hasVector, type NearPassage, selectNearest } from "./embeddings_sql.ts";
import { type Ranked, rankTogether } from "./fuse.ts";
import type { FoundPassage, HighlightPart } from "./knowledge_model.ts";
import { correct } from "./vocabulary.ts";
import { type SearchScope, selectScope } from "./packages_sql.ts";
import {
  findPassages,
  hitMarks,
  type PassageRow,
  readWordForms,
  type WeighedWord,
} from "./search_sql.ts";
import { questionParts, questionWords } from "./words.ts";

/** How to search. */
export interface SearchOptions {
  /** The most passages. @default 5 */
  limit?: number;
  /**
   * The share of the question's words, by weight, that a passage must hold: 0 to 1. Higher finds
   * fewer passages that only touch the subject. @default 0.5
   */
  floor?: number;
  /**
   * Only sources of these packages; of the default one when none of them exists.
   * @default {all sources}
   */
  packageIds?: readonly string[];
  /** Finds passages that mean the same in other words, too. @default {words alone} */
  embedder?: Embedder | null;
}

/** As if every project had this many more passages: small ones then do not weigh words wildly. */
const PRIOR_PASSAGES = 50;

/** How long the embedding model may take; the words are enough when it takes longer. */
const PATIENCE = 4_000;

/**
 * Finds the passages of a project that answer a question, best first. Nothing is found when no
 * passage holds enough of what the question is about, nor means anything like it.
 */
export async function searchKnowledge(
  db: Db,
  projectId: string,
  question: string,
  options: SearchOptions = {},
): Promise<FoundPassage[]> {
  const limit = Math.min(Math.max(options.limit ?? 5, 1), 20);
  const floor = options.floor ?? 0.5;
  const chosen = options.packageIds
    ? await selectScope(db, projectId, options.packageIds)
    : { sourceIds: null, share: 1 };
  if (chosen.sourceIds?.length === 0) return [];
  const scope = { projectId, ...chosen };
  const [byWords, byMeaning] = await Promise.all([
    searchWords(db, scope, question, floor, limit),
    options.embedder ? searchMeaning(db, scope, question, floor, options.embedder) : [],
  ]);
  if (!options.embedder) return byWords;
  const near = byMeaning.map((row): Ranked => ({
    passage: toNearPassage(row),
    meaning: row.nearness,
  }));
  return rankTogether(byWords, near).slice(0, limit);
}

interface Scope extends SearchScope {
  projectId: string;
}

async function searchWords(
  db: Db,
  scope: Scope,
  question: string,
  floor: number,
  limit: number,
): Promise<FoundPassage[]> {
  const best = new Map<string, FoundPassage>();
  const parts = questionParts(question);
  for (
    const list of await Promise.all(
      parts.map((part) => searchPart(db, scope, part, floor, limit)),
    )
  ) {
    for (const passage of list) {
      const known = best.get(passage.id);
      if (!known || known.score < passage.score) best.set(passage.id, passage);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

async function searchPart(
  db: Db,
  { projectId, sourceIds }: Scope,
  question: string,
  floor: number,
  limit: number,
): Promise<FoundPassage[]> {
  const texts = questionWords(question);
  if (texts.length === 0) return [];
  const words = await weigh(db, projectId, texts);
  const total = words.reduce((sum, word) => sum + word.weight, 0);
  markLeading(words, floor * total);
  const known = words.filter((word) => word.terms.length > 0);
  if (known.reduce((sum, word) => sum + word.weight, 0) < floor * total) return [];
  if (!known.some((word) => word.leads)) return [];
  const rows = await findPassages(db, projectId, known, floor * total, limit, sourceIds);
  return rows.map((row) => toPassage(row, total, known));
}

/** Rare words weigh more; a word the project does not know weighs most and matches nothing. */
async function weigh(db: Db, projectId: string, texts: string[]): Promise<WeighedWord[]> {
  const { forms, passages } = await readWordForms(db, projectId, texts);
  const weightOf = (count: number) =>
    Math.log(1 + (passages + PRIOR_PASSAGES - Math.min(count, passages) + 0.5) / (count + 0.5));
  const words: WeighedWord[] = [];
  for (const [place, word] of texts.entries()) {
    const own = forms.filter((form) => form.place === place);
    // A small word of one of the project's languages has no form there: it says nothing.
    if (own.length === 0) continue;
    const known = own.filter((form) => form.passages > 0);
    if (known.length > 0) {
      const count = Math.max(...known.map((form) => form.passages));
      const terms = known.map((form) => form.term);
      words.push({
        ...{ word, meant: null, terms, passages: count, leads: false },
        weight: weightOf(count),
      });
      continue;
    }
    const meant = await correct(db, projectId, passages, own[0]!.term);
    words.push({
      ...{ word, meant: meant?.term ?? null, leads: false },
      terms: meant ? [meant.term] : [],
      passages: meant?.passages ?? 0,
      weight: weightOf(meant ? 1 : 0),
    });
  }
  return words;
}

/**
 * Marks the heaviest words as leading, as many as are needed so that the others together stay below
 * the floor: then a passage without any of the leading ones need not be looked at.
 */
function markLeading(words: WeighedWord[], floor: number): void {
  let rest = words.reduce((sum, word) => sum + (word.terms.length > 0 ? word.weight : 0), 0);
  for (const word of words.toSorted((a, b) => b.weight - a.weight)) {
    if (word.terms.length === 0) continue;
    if (rest < floor) break;
    word.leads = true;
    rest -= word.weight;
  }
}

/**
 * Passages near to a question in meaning; none when the model cannot be asked, because the words then
 * have to do.
 */
async function searchMeaning(
  db: Db,
  { projectId, sourceIds, share }: Scope,
  question: string,
  floor: number,
  embedder: Embedder,
): Promise<NearPassage[]> {
  let numbers: number[];
  try {
    const text = question.slice(0, 6_000);
    const [answer] = await embedder.embed([text], AbortSignal.timeout(PATIENCE));
    numbers = normalized(answer!);
  } catch (error) {
    log.warn("The embedding model cannot be asked; words are searched alone", {
      reason: messageOf(error),
    });
    return [];
  }
  return await selectNearest(db, {
    ...{ projectId, sourceIds, share, numbers, limit: 20, model: embedder.model },
    signature: signatureOf(numbers),
    // Who cannot judge what is found gets only what is close.
    floor: floor >= 0.5 ? 0.45 : 0.3,
    vector: "begin" in db && await hasVector(db as Sql),
  });
}

function toPassage(row: PassageRow, total: number, asked: WeighedWord[]): FoundPassage {
  const { matched, in_heading, in_name, rank, headline, places, ...passage } = row;
  const parts = {
    words: Math.min(1, matched / total),
    headings: Math.min(1, in_heading / total),
    name: Math.min(1, in_name / total),
    together: Math.min(1, rank),
  };
  return {
    id: passage.id,
    source_id: passage.source_id,
    source_name: passage.source_name,
    heading: passage.heading,
    content: passage.content,
    url: passage.url,
    coverage: parts.words,
    score: parts.words + 0.35 * parts.headings + 0.1 * parts.name + 0.1 * rank,
    highlights: highlightParts(headline),
    why: {
      words: (places ?? []).map((place) => {
        const { word, meant } = asked[place]!;
        return { word, meant };
      }),
      parts,
      meaning: null,
    },
  };
}

function toNearPassage({ nearness, ...passage }: NearPassage): FoundPassage {
  const start = passage.content.slice(0, 240).toWellFormed();
  const text = start.length < passage.content.length ? `${start.trimEnd()} …` : start;
  return {
    ...passage,
    coverage: 0,
    score: 0,
    highlights: [{ text, hit: false }],
    why: {
      words: [],
      parts: { words: 0, headings: 0, name: 0, together: 0 },
      meaning: nearness,
    },
  };
}

function highlightParts(headline: string): HighlightPart[] {
  const [open, close] = hitMarks;
  const parts: HighlightPart[] = [];
  for (const [index, piece] of headline.split(open).entries()) {
    const [hit, rest] = index === 0 ? ["", piece] : piece.split(close);
    if (hit) parts.push({ text: hit, hit: true });
    if (rest) parts.push({ text: rest, hit: false });
  }
  return parts;
}
