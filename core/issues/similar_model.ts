/** What a score is made of. */
export interface ScoreInput {
  /** The words of the text, the most frequent first. */
  asked: { stem: string; amount: number }[];
  /** The issue's words. */
  title: string[];
  all: string[];
  /** How much a word tells: rare ones more. */
  weigh: (stem: string) => number;
}

/** How much the title counts against the rest. */
const TITLE_SHARE = 0.65;

/**
 * How alike a text and an issue are, 0 to 1: the share of the title that the text says, and the share
 * of the text's telling words that the issue says, each by weight.
 */
export function scoreOf(
  { asked, title, all, weigh }: ScoreInput,
): { score: number; words: string[] } {
  const said = new Set(asked.map(({ stem }) => stem));
  const titleWords = title.filter((stem) => stem.length > 1);
  const inTitle = titleWords.filter((stem) => said.has(stem));
  const ofTitle = share(inTitle, titleWords, weigh);
  const issue = new Set(all);
  const shared = asked.filter(({ stem }) => issue.has(stem)).map(({ stem }) => stem);
  // A long text speaks of much else: only its most telling dozen has to be met.
  const telling = asked.map(({ stem }) => stem).sort((a, b) => weigh(b) - weigh(a)).slice(0, 12);
  const ofText = share(telling.filter((stem) => issue.has(stem)), telling, weigh);
  const score = TITLE_SHARE * ofTitle + (1 - TITLE_SHARE) * ofText;
  // One shared word is a coincidence unless it is all there is.
  const certainty = Math.min(1, shared.length / Math.min(2, Math.max(1, titleWords.length)));
  return {
    score: Math.round(score * certainty * 1000) / 1000,
    words: shared.sort((a, b) => weigh(b) - weigh(a)).slice(0, 8),
  };
}

function share(part: string[], whole: string[], weigh: (stem: string) => number): number {
  const sum = (stems: string[]) => stems.reduce((all, stem) => all + weigh(stem), 0);
  const total = sum(whole);
  return total === 0 ? 0 : sum(part) / total;
}
