import { invalid } from "../../core/errors.ts";
import { page } from "./components.ts";

/**
 * A page of things that are few enough to be read all: in the order they were made, which their ids
 * are in.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export function pageOfAll<Row extends { id: string }>(
  rows: Row[],
  { limit, cursor }: { limit: number; cursor?: string },
) {
  if (cursor !== undefined && !/^[\w-]{1,80}$/.test(cursor)) {
    throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
  }
  const sorted = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const left = cursor === undefined ? sorted : sorted.filter(({ id }) => id > cursor);
  const shown = left.slice(0, limit);
  return page(shown, left.length > limit ? shown.at(-1)!.id : null);
}
