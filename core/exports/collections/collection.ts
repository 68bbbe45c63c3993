import type { z } from "zod";

/** One kind of things an archive holds: a table of the database, as others may read it. */
export interface Collection {
  /** Name of its files, and of its table. */
  name: string;
  /**
   * What each line holds. Its fields are the columns that are written and read; what is not here is
   * either made anew (words, counts) or stays in the installation (keys, secrets, runs).
   */
  row: z.ZodObject;
  /** The columns its lines are in the order of, ascending by their bytes; no two lines are alike in all. */
  key: readonly string[];
  /** How many lines are handed to the database at once. @default 500 */
  batch?: number;
}

/** Describes a collection. */
export function collection(
  name: string,
  row: z.ZodObject,
  key: readonly string[],
  batch = 500,
): Collection {
  return { name, row, key, batch };
}
