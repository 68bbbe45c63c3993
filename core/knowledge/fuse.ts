import type { FoundPassage } from "./knowledge_model.ts";

/** A passage found by its meaning. */
export interface Ranked {
  passage: FoundPassage;
  /** 0 to 1. */
  meaning: number;
}

/** How slowly the worth of a place falls: the usual number of reciprocal rank fusion. */
const SLOWNESS = 60;

/**
 * Makes one list of two by the places passages have in each (reciprocal rank fusion): the scores of
 * words and of meaning cannot be compared, their orders can.
 *
 * @returns passages with new scores, best first: 1 is first in both lists
 */
export function rankTogether(byWords: FoundPassage[], byMeaning: Ranked[]): FoundPassage[] {
  const found = new Map<string, FoundPassage>();
  const worth = (place: number) => (SLOWNESS + 1) / (SLOWNESS + 1 + place) / 2;
  for (const [place, passage] of byWords.entries()) {
    found.set(passage.id, { ...passage, score: worth(place) });
  }
  for (const [place, { passage, meaning }] of byMeaning.entries()) {
    const known = found.get(passage.id) ?? { ...passage, score: 0 };
    found.set(passage.id, {
      ...known,
      score: known.score + worth(place),
      why: known.why && { ...known.why, meaning },
    });
  }
  return [...found.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
