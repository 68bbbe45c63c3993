import { numberText } from "../../../customers/(_parts)/numbers.ts";

/** A number of bytes in the unit that suits it. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${numberText(Math.max(1, Math.round(bytes / 1_000)))} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** What an archive holds most of, in words. */
export function countsText(counts: Record<string, number>): string {
  const sessions = counts.sessions ?? 0;
  const messages = counts.messages ?? 0;
  return `${numberText(sessions)} ${sessions === 1 ? "session" : "sessions"}, ` +
    `${numberText(messages)} ${messages === 1 ? "message" : "messages"}`;
}
