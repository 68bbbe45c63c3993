const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Cuts a text to at most `length` visible characters, never inside an emoji or an accented letter,
 * preferring the last space in its final fifth, and ends it with an ellipsis when it was cut.
 */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  let cut = 0;
  let count = 0;
  // A grapheme is rarely longer than a few units; reading further than this is never needed.
  for (const { index, segment } of graphemes.segment(text.slice(0, length * 16))) {
    if (count === length) {
      const head = text.slice(0, cut);
      const space = head.lastIndexOf(" ");
      return (space > head.length * 0.8 ? head.slice(0, space) : head).trimEnd() + "…";
    }
    count++;
    cut = index + segment.length;
  }
  return cut < text.length ? text.slice(0, cut).trimEnd() + "…" : text;
}

/** The first visible character of a text, upper case; empty when there is none. */
export function firstCharacter(text: string): string {
  for (const { segment } of graphemes.segment(text.trim().slice(0, 64))) {
    return segment.toLocaleUpperCase("en");
  }
  return "";
}
