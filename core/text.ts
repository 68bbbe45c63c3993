import { convert } from "html-to-text";

/**
 * Makes a text storable: NUL characters go, lone surrogates become U+FFFD, line ends become `\n`.
 * PostgreSQL refuses the first two.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "").replaceAll("\r\n", "\n");
}

/** The words of an HTML fragment, with links as `text [address]`; never HTML. */
export function htmlToText(html: string): string {
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "img", format: "skip" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
}

/** As {@link cleanText}, for every string and key within JSON data. */
export function cleanJson<Value>(value: Value): Value {
  if (typeof value === "string") return cleanText(value) as Value;
  if (Array.isArray(value)) return value.map(cleanJson) as Value;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [cleanText(key), cleanJson(inner)]),
    ) as Value;
  }
  return value;
}

/** The first words of a text on one line, at most `length` characters, cut between characters. */
export function firstWords(text: string, length = 200): string {
  const line = text.slice(0, length * 4).replace(/\s+/g, " ").trim();
  return line.length <= length ? line : line.slice(0, length - 1).toWellFormed().trimEnd() + "…";
}
