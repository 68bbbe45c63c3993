/**
 * The address if it is an absolute http or https one, else null. Everything that becomes a link
 * and came from outside passes here: `javascript:` and friends never do.
 */
export function safeUrl(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

/** An address as a label: without its scheme, `www.` and a lonely final slash. */
export function urlLabel(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, "").replace(/^([^/?#]+)\/$/, "$1");
}
