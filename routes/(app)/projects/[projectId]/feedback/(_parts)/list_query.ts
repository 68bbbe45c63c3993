import { filterQuery, type SessionFilter } from "../../../../../../core/sessions/mod.ts";

/** What the address of the list asks for. */
export interface ListQuery {
  filter: SessionFilter;
  cursor?: string;
  /** Parameters that could not be understood, with the reason; they do not filter. */
  ignored: string[];
}

/**
 * Reads the list's filters from its address, by the rules of the API. A bad parameter filters nothing
 * and is told of, so that an old link still opens.
 */
export function readListQuery(url: URL): ListQuery {
  const given: Record<string, string> = {};
  for (const name of url.searchParams.keys()) {
    const value = url.searchParams.getAll(name).map((each) => each.trim()).filter(Boolean).join(
      ",",
    );
    if (value !== "") given[name] = value;
  }
  const ignored: string[] = [];
  const first = filterQuery.safeParse(given);
  if (first.success) return { filter: first.data, cursor: given.cursor, ignored };
  for (const { path, message } of first.error.issues) {
    const name = String(path[0]);
    ignored.push(`${name} ${message}`);
    delete given[name];
  }
  return { filter: filterQuery.parse(given), cursor: given.cursor, ignored };
}

/**
 * The address with empty parameters left out and repeated ones joined, or null when it is that
 * already: a form without script sends every field.
 */
export function tidyAddress(url: URL): string | null {
  const tidy = new URLSearchParams();
  for (const name of new Set(url.searchParams.keys())) {
    const value = url.searchParams.getAll(name).map((each) => each.trim()).filter(Boolean).join(
      ",",
    );
    if (value !== "") tidy.set(name, value);
  }
  const query = tidy.toString().replaceAll("%2C", ",");
  const isTidy = [...tidy.keys()].length === [...url.searchParams.keys()].length;
  return isTidy ? null : url.pathname + (query && `?${query}`);
}
