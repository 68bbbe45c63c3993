/** A word to look up: its forms, and in how many of the project's passages it occurs. */
export interface LookedUpWord {
  terms: string[];
  passages: number;
  leads: boolean;
}

/** One question to the index: passages that hold what `query` says, so many at most. */
export interface Lookup {
  query: string;
  limit: number;
}

/** Rows that are read for all rare words together. */
const RARE_ROWS = 200;
/** Rows that are read for a combination of common words. */
const COMMON_ROWS = 40;

/**
 * What to ask the index for, so that the best passages are among the answers and few rows are read
 * however common the words are. Passages with any of the rare words are all read. Of those that hold
 * common words only, the ones with several of them at once, and with one of them in a heading.
 *
 * @param projectId a word of every passage of the project
 * @returns lookups in the whole text and in headings
 */
export function planLookups(
  projectId: string,
  words: readonly LookedUpWord[],
): { text: Lookup[]; headings: Lookup[] } {
  const leading = words.filter((word) => word.leads && word.terms.length > 0)
    .toSorted((a, b) => a.passages - b.passages);
  let rows = 0;
  const rare = leading.filter(({ passages }) => (rows += passages) <= RARE_ROWS);
  const common = leading.slice(rare.length);
  const [first, second, third] = common.map((word) => anyForm(word)) as (string | undefined)[];
  const within = (query: string, limit: number) => ({
    query: `${quoteTerm(projectId)} & (${query})`,
    limit,
  });
  const text: Lookup[] = [];
  const headings: Lookup[] = [];
  if (rare.length > 0) text.push(within(rare.map((word) => anyForm(word)).join(" | "), RARE_ROWS));
  if (first) {
    text.push(within(first, COMMON_ROWS));
    headings.push(within(first, COMMON_ROWS));
  }
  // Words that lead nowhere by themselves still tell the best of those with common ones.
  const others = words.filter((word) => !word.leads && word.terms.length > 0);
  if (first && others.length > 0) {
    const all = [...common, ...others].map((word) => anyForm(word));
    text.push(within(all.join(" & "), COMMON_ROWS));
  }
  if (first && second) {
    text.push(within(common.map((word) => anyForm(word)).join(" & "), COMMON_ROWS));
    headings.push(within(`${first} & ${second}`, COMMON_ROWS));
  }
  if (first && second && third) {
    const pairs = [[first, second], [first, third], [second, third]];
    text.push(within(pairs.map((pair) => `(${pair.join(" & ")})`).join(" | "), COMMON_ROWS));
  }
  return { text, headings };
}

/** Any of a word's forms, as PostgreSQL reads it inside a tsquery. */
export function anyForm({ terms }: { terms: string[] }, weights = ""): string {
  return `(${terms.map((term) => quoteTerm(term) + weights).join(" | ")})`;
}

function quoteTerm(term: string): string {
  return `'${term.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
