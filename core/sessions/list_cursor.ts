import { invalid } from "../errors.ts";
import type { ListOrder } from "./filter.ts";

/** A place between two rows of a list: the ordering column's value and the id of a row. */
export interface ListCursor {
  order: ListOrder;
  /** Microseconds since 1970, as text: a `Date` would lose the last three digits. */
  at: string;
  id: string;
  /** Whether the page before the row is wanted rather than the one after it. */
  backwards: boolean;
}

/** The years 1 to 9999 in microseconds since 1970; PostgreSQL can show them all. */
export const EARLIEST = -62_135_596_800_000_000;
const LATEST = 253_402_300_800_000_000;

const LETTERS = { last_activity_at: "a", created_at: "c" } as const;

/** The cursor as an opaque text for addresses. */
export function writeCursor(cursor: ListCursor): string {
  const direction = cursor.backwards ? "p" : "n";
  return btoa(`${LETTERS[cursor.order]}${direction}${cursor.at}.${cursor.id}`)
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @throws {AppError} 400 when the text is not a cursor of ours */
export function readCursor(text: string): ListCursor {
  const match = /^([ac])([np])(-?\d{1,18})\.([!-~]{1,80})$/.exec(decode(text));
  const at = Number(match?.[3]);
  if (!match || !(at >= EARLIEST && at <= LATEST)) {
    throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
  }
  return {
    order: match[1] === "a" ? "last_activity_at" : "created_at",
    backwards: match[2] === "p",
    at: match[3]!,
    id: match[4]!,
  };
}

function decode(text: string): string {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
