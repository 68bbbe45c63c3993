/** The most characters of one post: Slack takes 12,000, and a name or a mark may be added. */
export const POST_LENGTH = 11_500;

/** More posts than this for one message would drown a channel. */
const MOST_POSTS = 8;

/** Invisible, and no break of a line: what stands around it is no mention any more. */
const JOINER = "\u2060";

/**
 * Takes the effect from everything in a text that would call people: `@channel`, `@here`,
 * `@everyone`, user groups, and Slack's own `<!...>` and `<@...>`, plain or as entities. It looks
 * the same afterwards. E-mail addresses stay as they are.
 */
export function harmless(text: string): string {
  return text
    .replace(
      /(<|&lt;|&#0*60;|&#x0*3c;)(?=!(?:channel|here|everyone|group|subteam)|@[a-z0-9])/gi,
      `$1${JOINER}`,
    )
    .replace(
      /(?<![a-z0-9])([@＠])(?=(?:channel|here|everyone|group)(?![a-z0-9]))/gi,
      `$1${JOINER}`,
    );
}

/** Words on one line that Markdown does not read as anything but words. */
export function plainWords(text: string, length = 150): string {
  const line = [...text.replace(/\s+/g, " ").trim()];
  const short = line.length > length ? `${line.slice(0, length - 1).join("")}…` : line.join("");
  return short.replace(/[\\`*_~[\]<>|#]/g, "\\$&");
}

/** A list of links that stands under an answer; empty without sources. */
export function sourceList(sources: readonly { title: string; url: string | null }[]): string {
  const lines = new Set<string>();
  for (const { title, url } of sources) {
    const label = plainWords(title || url || "");
    if (label === "") continue;
    const address = webAddress(url);
    lines.add(address ? `- [${label}](${address})` : `- ${label}`);
  }
  return lines.size === 0 ? "" : `\n\n**Sources**\n${[...lines].slice(0, 10).join("\n")}`;
}

function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  if ((protocol !== "https:" && protocol !== "http:") || href.length > 1_000) return null;
  const codes: Record<string, string> = { "(": "%28", ")": "%29", "|": "%7C", "<": "%3C" };
  return href.replace(/[()|<]/g, (character) => codes[character]!);
}

/**
 * Cuts a long Markdown text into posts, where a paragraph, a line, a sentence or a word ends. A code
 * block that is cut is closed and opened again. What would make more than eight posts is left out.
 *
 * @param length the most characters of a post
 */
export function splitMarkdown(text: string, length = POST_LENGTH): string[] {
  const posts: string[] = [];
  let rest = text.trim();
  while (rest.length > length) {
    if (posts.length === MOST_POSTS - 1) {
      posts.push(`${rest.slice(0, cutAt(rest, length - 20)).trimEnd()}\n\n… (shortened)`);
      return posts;
    }
    const end = cutAt(rest, length - 40);
    let post = rest.slice(0, end).trimEnd();
    rest = rest.slice(end).replace(/^\s*\n/, "").trimEnd();
    const fence = openFence(post);
    if (fence !== null) {
      post += `\n${fence.mark}`;
      rest = `${fence.opening}\n${rest}`;
    } else {
      rest = rest.trimStart();
    }
    posts.push(post);
  }
  if (rest !== "" || posts.length === 0) posts.push(rest);
  return posts;
}

/** Where a text is best cut so that at most `length` characters come before. */
function cutAt(text: string, length: number): number {
  const head = text.slice(0, length);
  for (const end of ["\n\n", "\n", ". ", " "]) {
    const at = head.lastIndexOf(end);
    if (at > length / 2) return at + end.length;
  }
  // Never within a character of two units.
  const last = head.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
}

/** The code block a text ends within: its mark and its first line. */
function openFence(text: string): { mark: string; opening: string } | null {
  let open: { mark: string; opening: string } | null = null;
  for (const [, opening, mark, info] of text.matchAll(/^ {0,3}((`{3,}|~{3,})(.*))$/gm)) {
    if (open === null) open = { mark: mark!, opening: opening!.slice(0, 30) };
    else if (mark!.startsWith(open.mark) && info!.trim() === "") open = null;
  }
  return open;
}
