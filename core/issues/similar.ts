import type { Db } from "../db/mod.ts";
import { languageOf } from "../knowledge/mod.ts";
import { cleanText } from "../text.ts";
import type { IssueStatus, IssueType } from "./issues_model.ts";
import { scoreOf } from "./similar_model.ts";
import { countAll, countStems, selectCandidates, stemsOf } from "./similar_sql.ts";

/** An issue that a text may be about. */
export interface SimilarIssue {
  id: string;
  title: string;
  type: IssueType;
  status: IssueStatus;
  session_count: number;
  /**
   * 0 to 1: how much of the issue's title the text says, and how much of the text the issue says;
   * rare words weigh more. From about 0.5 on they tend to be the same.
   */
  score: number;
  /** The words both have, reduced to their stems, the most telling first. */
  words: string[];
}

/** How many words of a text are compared, and how much of it is read. */
const STEMS = 32;
const CHARACTERS = 20_000;
/** A text of so many words is compared as a whole; a longer one by the words that issues have, too. */
const SHORT = 12;
/** A word in more issues than this tells nothing apart; counting stops there. */
const COMMON = 250;
/** How many issues are compared at most; those with the rarest words. */
const CANDIDATES = 600;
const ENOUGH = 0.12;

/**
 * Finds the issues that a text (a title, a description, what a customer said) may be about, best
 * first. By words alone: PostgreSQL's stems, and how rare each is among the project's issues.
 *
 * @param except an issue that is left out: the one the text is of
 */
export async function similarIssues(
  sql: Db,
  projectId: string,
  text: string,
  limit = 5,
  except: string | null = null,
): Promise<SimilarIssue[]> {
  const clean = cleanText(text).slice(0, CHARACTERS);
  const stems = await stemsOf(sql, clean, languageOf(clean), STEMS);
  if (stems.length === 0) return [];
  const [counts, total] = await Promise.all([
    countStems(sql, projectId, stems.map(({ stem }) => stem), COMMON),
    countAll(sql, projectId, 10_000),
  ]);
  const known = stems.filter(({ stem }) => (counts.get(stem) ?? 0) > 0);
  const chosen = rarest(known.map(({ stem }) => stem), counts);
  if (chosen.length === 0) return [];
  const candidates = await selectCandidates(sql, projectId, chosen, except, CANDIDATES);
  // Of words that only the title has nobody knows how rare they are: something in the middle.
  const weigh = (stem: string) =>
    Math.log(1 + total / ((counts.get(stem) ?? Math.sqrt(total)) + 0.5));
  const asked = stems.length <= SHORT ? stems : known;
  return candidates
    .map(({ title_stems, stems: all, ...issue }) => ({
      ...issue,
      ...scoreOf({ asked, title: title_stems, all, weigh }),
    } as SimilarIssue))
    .filter(({ score }) => score >= ENOUGH)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1))
    .slice(0, limit);
}

/** The rarest words, as many as together find about as many issues as are compared. */
function rarest(stems: string[], counts: Map<string, number>): string[] {
  const sorted = [...stems].sort((one, other) => counts.get(one)! - counts.get(other)!);
  let found = 0;
  return sorted.filter((stem, index) => {
    found += counts.get(stem)!;
    // The rarest ones in any case; beyond those only while few issues are found.
    return index < 2 || found <= CANDIDATES;
  });
}
