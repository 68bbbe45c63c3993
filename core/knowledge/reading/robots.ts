/** How we introduce ourselves to websites; they may address rules to the first word. */
export const USER_AGENT = "HissunoBot/1.0 (+self-hosted; reads pages for a knowledge base)";

const NAME = "hissunobot";
const MOST_LINES = 5_000;

/** What a website asks of us. */
export interface Robots {
  /** @param path with its query */
  allows(path: string): boolean;
  /** Seconds between two requests; null when it does not say. */
  crawlDelay: number | null;
}

interface Rule {
  allow: boolean;
  path: string;
}

/** Nothing is forbidden. */
export const noRobots: Robots = { allows: () => true, crawlDelay: null };

/** Reads a robots.txt (RFC 9309): the rules for us when there are any, else those for everyone. */
export function parseRobots(text: string): Robots {
  const groups: { names: string[]; rules: Rule[]; delay: number | null }[] = [];
  let isOpen = false;
  for (const line of text.split(/\r\n?|\n/).slice(0, MOST_LINES)) {
    const match = /^\s*([a-z-]+)\s*:\s*(.*?)\s*$/i.exec(line.replace(/#.*$/, ""));
    if (!match) continue;
    const field = match[1]!.toLowerCase();
    const value = match[2]!;
    if (field === "user-agent") {
      if (!isOpen) groups.push({ names: [], rules: [], delay: null });
      groups.at(-1)!.names.push(value.toLowerCase());
      isOpen = true;
      continue;
    }
    const group = groups.at(-1);
    if (!group || !["allow", "disallow", "crawl-delay"].includes(field)) continue;
    isOpen = false;
    if (field === "crawl-delay") {
      const seconds = Number(value);
      if (value !== "" && seconds >= 0) group.delay = seconds;
    } else if (value !== "") group.rules.push({ allow: field === "allow", path: value });
  }
  const ours = groups.filter(({ names }) => names.some((name) => name === NAME));
  const chosen = ours.length > 0 ? ours : groups.filter(({ names }) => names.includes("*"));
  const rules = chosen.flatMap((group) => group.rules)
    // The longest rule decides, and allowing wins a tie.
    .toSorted((a, b) => b.path.length - a.path.length || Number(b.allow) - Number(a.allow))
    .map(({ allow, path }) => ({ allow, matches: matcherOf(path) }));
  return {
    allows: (path) => rules.find(({ matches }) => matches(path))?.allow ?? true,
    crawlDelay: chosen.find(({ delay }) => delay !== null)?.delay ?? null,
  };
}

/** Matches from the start; `*` stands for anything, `$` at the end for the end. Never backtracks. */
function matcherOf(rule: string): (path: string) => boolean {
  const isWhole = rule.endsWith("$");
  const parts = (isWhole ? rule.slice(0, -1) : rule).slice(0, 500).split("*").map(decoded);
  return (given) => {
    const path = decoded(given);
    if (!path.startsWith(parts[0]!)) return false;
    let at = parts[0]!.length;
    for (const [index, part] of parts.slice(1).entries()) {
      const isLast = index === parts.length - 2;
      if (isWhole && isLast) return path.length - part.length >= at && path.endsWith(part);
      const found = path.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return !isWhole || at === path.length;
  };
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
