/** How ids in Slack's markup are called; undefined when nobody knows. */
export interface Names {
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/** Marks the place of what stood in angle brackets while the rest is worked on. */
const [BEGIN, END] = ["\uE000", "\uE001"];
const TOKEN = /<([^<>\n]*)>/g;
const CODE = /```[\s\S]*?```|`[^`\n]+`/g;

/** What a text mentions. */
export interface Mentions {
  users: string[];
  /** Channels that are mentioned without their name. */
  channels: string[];
  /** A group of people, such as `@support`. */
  hasGroup: boolean;
}

/** Who and what is mentioned in a text of Slack. */
export function mentionsOf(mrkdwn: string): Mentions {
  const users = new Set<string>();
  const channels = new Set<string>();
  let hasGroup = false;
  for (const [, inside] of mrkdwn.matchAll(TOKEN)) {
    const [target, label] = parts(inside!);
    if (/^@[UW]/.test(target)) users.add(target.slice(1));
    if (target.startsWith("#") && !label) channels.add(target.slice(1));
    if (target.startsWith("!subteam^")) hasGroup = true;
  }
  return { users: [...users], channels: [...channels], hasGroup };
}

/**
 * Slack's markup as a readable text, with Markdown where both have it: mentions become names, links
 * `label (address)`.
 */
// https://docs.slack.dev/messaging/formatting-message-text/
export function toText(mrkdwn: string, names: Names): string {
  const clean = mrkdwn.replaceAll(BEGIN, "").replaceAll(END, "");
  let text = "";
  let done = 0;
  for (const match of clean.matchAll(CODE)) {
    text += outsideCode(clean.slice(done, match.index), names);
    text += unescape(match[0].replace(TOKEN, (_, inside) => parts(inside)[0]));
    done = match.index + match[0].length;
  }
  return (text + outsideCode(clean.slice(done), names)).trim();
}

function outsideCode(part: string, names: Names): string {
  const kept: string[] = [];
  const marked = part.replace(TOKEN, (_, inside) => {
    kept.push(tokenText(inside, names));
    return `${BEGIN}${kept.length - 1}${END}`;
  });
  const styled = marked
    .replace(/(^|[^\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/g, "$1**$2**")
    .replace(/(^|[^\w~])~(?=[^\s~])([^~\n]*[^\s~])~(?![\w~])/g, "$1~~$2~~");
  return unescape(styled).replace(
    new RegExp(`${BEGIN}(\\d+)${END}`, "g"),
    (_, index) => kept[Number(index)] ?? "",
  );
}

/** What a token in angle brackets says. */
function tokenText(inside: string, names: Names): string {
  const [target, escapedLabel] = parts(inside);
  const label = unescape(escapedLabel);
  if (target.startsWith("@")) {
    return `@${names.user(target.slice(1)) ?? (label.replace(/^@/, "") || "somebody")}`;
  }
  if (target.startsWith("#")) return `#${label || (names.channel(target.slice(1)) ?? "channel")}`;
  if (target.startsWith("!")) return special(target.slice(1), label);
  const address = unescape(target);
  const bare = address.replace(/^(mailto|tel):/, "");
  if (bare !== address) return label || bare;
  const isSame = label === "" || label === address || label === address.replace(/^https?:\/\//, "");
  return isSame ? address : `${label} (${address})`;
}

/** `<!here>`, `<!subteam^S1|@support>`, `<!date^1^{date}|tomorrow>`. */
function special(command: string, label: string): string {
  if (/^(here|channel|everyone)/.test(command)) return `@${/^\w+/.exec(command)![0]}`;
  if (command.startsWith("subteam^")) return label || "@group";
  return label || command.split("^")[0]!;
}

function parts(inside: string): [target: string, label: string] {
  const at = inside.indexOf("|");
  return at < 0 ? [inside, ""] : [inside.slice(0, at), inside.slice(at + 1)];
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Text that means itself, as Slack's markup writes it. */
export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
