/** One way of saying something that a tag stands for. */
export interface TagRule {
  tag: string;
  /** How sure one such sentence makes us, 0 to 1. */
  weight: number;
  pattern: RegExp;
  /** The pattern holds its own "not", or cannot be denied: "does not work". */
  isWhole?: boolean;
}

const words = (text: string) => text.trim().split(/\s*\n\s*/).join("|");
/** A pattern of any of the phrases, one a line, as whole words. */
export const any = (text: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words(text)})(?![\\p{L}\\p{N}])`, "u");
