import type { Db } from "../db/mod.ts";
import { type KnownTerm, readSimilarTerms } from "./search_sql.ts";
import { nearestWord } from "./typos.ts";

/** Known words that begin with the same letter. */
interface Bucket {
  /** How many passages the project had: another number means other words. */
  passages: number;
  terms: readonly KnownTerm[];
  /** The terms by their length, as bare texts. */
  byLength: Map<number, string[]>;
}

/** Buckets that are kept; the one used longest ago goes first. */
const MOST_BUCKETS = 60;
const buckets = new Map<string, Bucket>();

/**
 * The known word that a misspelt one most likely is, with the number of passages that hold it.
 *
 * @param passages how many the project has
 * @returns null when none is near enough
 */
export async function correct(
  db: Db,
  projectId: string,
  passages: number,
  term: string,
): Promise<KnownTerm | null> {
  if (term.length < 4 || /\p{N}/u.test(term)) return null;
  const bucket = await bucketOf(db, projectId, passages, [...term][0]!);
  const near: string[] = [];
  for (let length = term.length - 2; length <= term.length + 2; length++) {
    near.push(...bucket.byLength.get(length) ?? []);
  }
  const meant = nearestWord(term, near);
  return bucket.terms.find((known) => known.term === meant) ?? null;
}

async function bucketOf(
  db: Db,
  projectId: string,
  passages: number,
  first: string,
): Promise<Bucket> {
  const key = `${projectId} ${first}`;
  const known = buckets.get(key);
  buckets.delete(key);
  const bucket = known?.passages === passages
    ? known
    : toBucket(passages, await readSimilarTerms(db, projectId, first));
  buckets.set(key, bucket);
  if (buckets.size > MOST_BUCKETS) buckets.delete(buckets.keys().next().value!);
  return bucket;
}

function toBucket(passages: number, terms: readonly KnownTerm[]): Bucket {
  return {
    passages,
    terms,
    byLength: Map.groupBy(terms.map(({ term }) => term), (one) => one.length),
  };
}
