const PREFIX = "hissuno.reply.";

/** What was typed for this place and not sent, in this tab; empty when nothing. */
export function keptText(place: string): string {
  try {
    return sessionStorage.getItem(PREFIX + place) ?? "";
  } catch {
    // Browsers may forbid storage; then nothing is kept.
    return "";
  }
}

/** Keeps what is typed until it is sent; an empty text forgets it. */
export function keepText(place: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(PREFIX + place);
    else sessionStorage.setItem(PREFIX + place, text);
  } catch {
    // As above.
  }
}
