import type { Db } from "../db/mod.ts";
import type { FoundPassage, HighlightPart } from "./knowledge_model.ts";
import {
  countPassages,
  findPassages,
  hitMarks,
  type PassageRow,
  readSimilarTerms,
  readWordForms,
  type WeighedWord,
} from "./search_sql.ts";
import { nearestWord } from "./typos.ts";
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
}

/** As if every project had this many more passages: small ones then do not weigh words wildly. */
const PRIOR_PASSAGES = 50;

/**
 * Finds the passages of a project that answer a question, best first. Nothing is found when no
 * passage holds enough of what the question is about.
 */
export async function searchKnowledge(
  db: Db,
  projectId: string,
  question: string,
  options: SearchOptions = {},
): Promise<FoundPassage[]> {
  const limit = Math.min(Math.max(options.limit ?? 5, 1), 20);
  const best = new Map<string, FoundPassage>();
  for (const part of questionParts(question)) {
    for (const passage of await searchPart(db, projectId, part, options.floor ?? 0.5, limit)) {
      const known = best.get(passage.id);
      if (!known || known.score < passage.score) best.set(passage.id, passage);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

async function searchPart(
  db: Db,
  projectId: string,
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
  const rows = await findPassages(db, projectId, known, floor * total, limit);
  return rows.map((row) => toPassage(row, total));
}

/** Rare words weigh more; a word the project does not know weighs most and matches nothing. */
async function weigh(db: Db, projectId: string, texts: string[]): Promise<WeighedWord[]> {
  const forms = await readWordForms(db, projectId, texts);
  const passages = await countPassages(db, projectId);
  const weightOf = (count: number) =>
    Math.log(1 + (passages + PRIOR_PASSAGES - Math.min(count, passages) + 0.5) / (count + 0.5));
  const words: WeighedWord[] = [];
  for (const place of texts.keys()) {
    const own = forms.filter((form) => form.place === place);
    // A small word of one of the project's languages has no form there: it says nothing.
    if (own.length === 0) continue;
    const known = own.filter((form) => form.passages > 0);
    if (known.length > 0) {
      const count = Math.max(...known.map((form) => form.passages));
      words.push({ terms: known.map((form) => form.term), weight: weightOf(count), leads: false });
      continue;
    }
    const meant = await correct(db, projectId, own[0]!.term);
    words.push({ terms: meant ? [meant] : [], weight: weightOf(meant ? 1 : 0), leads: false });
  }
  return words;
}

async function correct(db: Db, projectId: string, term: string): Promise<string | null> {
  if (term.length < 4 || /\p{N}/u.test(term)) return null;
  return nearestWord(term, await readSimilarTerms(db, projectId, term));
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

function toPassage(row: PassageRow, total: number): FoundPassage {
  const { matched, in_heading, in_name, rank, headline, ...passage } = row;
  return {
    id: passage.id,
    source_id: passage.source_id,
    source_name: passage.source_name,
    heading: passage.heading,
    content: passage.content,
    url: passage.url,
    coverage: Math.min(1, matched / total),
    score: matched / total + 0.35 * (in_heading / total) + 0.1 * (in_name / total) + 0.1 * rank,
    highlights: highlightParts(headline),
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
