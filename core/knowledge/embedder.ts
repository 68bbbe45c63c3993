/** Turns texts into numbers that are near one another when the texts mean alike. */
export interface Embedder {
  /** Numbers of different models cannot be compared. */
  model: string;
  /**
   * The numbers of each text, in their order.
   *
   * @throws when the model cannot be asked; also when it answers something else
   */
  embed(texts: string[], signal: AbortSignal): Promise<number[][]>;
}

/** At unit length, so that the product of two is the cosine of their angle. */
export function normalized(numbers: readonly number[]): number[] {
  const length = Math.hypot(...numbers) || 1;
  return numbers.map((number) => number / length);
}

/** A bit for each number, set when it is positive. */
export function signatureOf(numbers: readonly number[]): string {
  return numbers.map((number) => number > 0 ? "1" : "0").join("");
}
