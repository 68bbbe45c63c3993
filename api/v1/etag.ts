import { createHash } from "node:crypto";
import { AppError } from "../../core/errors.ts";

/** How many hexadecimal digits of a digest make a version. */
const DIGITS = 32;

/**
 * The ETag of one thing as JSON: of the thing itself, and after a dot of what `expand` added. Only
 * the first part is compared by `If-Match`, so that either answer's ETag guards a change.
 *
 * @param shown what is answered
 * @param expandable the fields that `expand` adds
 * @param text `shown` as JSON, where that is made already
 */
export function etagOf(
  shown: unknown,
  expandable: readonly string[] = [],
  text: string = JSON.stringify(shown),
): string {
  const fields = Object.entries(shown as object);
  const isAdded = ([name]: [string, unknown]) => expandable.includes(name);
  if (!fields.some(isAdded)) return `"${versionOf(text)}"`;
  const part = (some: [string, unknown][]) => versionOf(JSON.stringify(Object.fromEntries(some)));
  const base = part(fields.filter((field) => !isAdded(field)));
  return `"${base}.${part(fields.filter(isAdded))}"`;
}

// At once: for texts of this size the way to Web Crypto and back costs more than the digest.
function versionOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, DIGITS);
}

/** Whether a reader has exactly this already, by their `If-None-Match`. */
export function isKnown(header: string | null, etag: string): boolean {
  return header !== null && (header.trim() === "*" || tagsOf(header).includes(etag));
}

/**
 * Refuses a change of something other than what the caller has seen.
 *
 * @throws {AppError} 412
 */
export function assertUnchanged(header: string, etag: string): void {
  if (header.trim() === "*") return;
  const version = etag.replace(/\.[^."]*"$/, '"');
  const isSeen = tagsOf(header).some((tag) => tag.replace(/\.[^."]*"$/, '"') === version);
  if (isSeen) return;
  throw new AppError(
    "It changed since you read it. Read it again, and send the new ETag in If-Match.",
    { code: "precondition_failed", status: 412 },
  );
}

/** A proxy that compresses answers makes their ETags weak; they still name the same thing. */
function tagsOf(header: string): string[] {
  return [...header.slice(0, 4_000).matchAll(/"[\x21\x23-\x7e]*"/g)].map(([tag]) => tag);
}
