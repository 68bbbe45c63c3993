import { invalid } from "../errors.ts";
import { ISSUE_SORTS, type IssueSort } from "./filter.ts";

/** A place between two issues of a list. */
export interface IssueCursor {
  sort: IssueSort;
  /** The sorting columns' values as PostgreSQL writes them; the second only for `priority`. */
  keys: string[];
  id: string;
  /** Whether the page before is wanted rather than the one after. */
  backwards: boolean;
}

/** What a key of each order looks like, and the numbers it may be: PostgreSQL can read them all. */
const LEVEL = /^[1-4]$/;
const NUMBER = /^\d{1,18}(\.\d{1,18})?(e[+-]?\d{1,2})?$/;
const MICROSECONDS = /^-?\d{1,18}$/;
const LATEST = 253_402_300_800_000_000;

/** The cursor as an opaque text for addresses. */
export function writeIssueCursor({ sort, keys, id, backwards }: IssueCursor): string {
  const text = [ISSUE_SORTS.indexOf(sort), backwards ? "p" : "n", ...keys, id].join("~");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @throws {AppError} 400 when the text is not a cursor of this list */
export function readIssueCursor(text: string, wanted: IssueSort): IssueCursor {
  const [order, direction, ...rest] = decode(text).split("~");
  const id = rest.pop() ?? "";
  const sort = ISSUE_SORTS[Number(order)];
  const isOurs = sort !== undefined && (direction === "n" || direction === "p") &&
    areKeys(sort, rest) && /^[!-}]{1,80}$/.test(id);
  if (!isOurs) throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
  if (sort !== wanted) {
    throw invalid("cursor", "cursor belongs to a list in another order. Start without a cursor.");
  }
  return { sort, keys: rest, id, backwards: direction === "p" };
}

function areKeys(sort: IssueSort, [first = "", second, ...more]: string[]): boolean {
  if (more.length > 0) return false;
  if (sort === "priority") return LEVEL.test(first) && second !== undefined && NUMBER.test(second);
  if (second !== undefined) return false;
  if (sort === "reach") return NUMBER.test(first);
  return MICROSECONDS.test(first) && Number(first) > -62_135_596_800_000_000 &&
    Number(first) < LATEST;
}

function decode(text: string): string {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
