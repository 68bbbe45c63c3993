/**
 * The known word that a misspelt one most likely is: one slip away, two in words of eight letters
 * and more. A slip is a letter too many, too few, wrong, or two that changed places.
 *
 * @returns null when none is near enough, or the word is shorter than four letters
 */
export function nearestWord(misspelt: string, known: readonly string[]): string | null {
  const allowed = misspelt.length < 4 ? 0 : misspelt.length < 8 ? 1 : 2;
  let best: string | null = null;
  let bestSlips = allowed + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - misspelt.length) >= bestSlips) continue;
    const slips = slipsBetween(misspelt, candidate, bestSlips);
    if (slips < bestSlips) {
      best = candidate;
      bestSlips = slips;
    }
  }
  return best;
}

/** Damerau-Levenshtein distance with adjacent swaps; `limit` when it is that or more. */
function slipsBetween(left: string, right: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + same);
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    if (Math.min(...current) >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return last[right.length]!;
}
