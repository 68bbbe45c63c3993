import { sha256Hex } from "../../core/crypto.ts";
import { AppError } from "../../core/errors.ts";

/** How many hexadecimal digits of a digest make a version. */
const DIGITS = 32;

/**
 * The ETag of one thing as JSON: of the thing itself, and after a dot of what `expand` added. Only
 * the first part is compared by `If-Match`, so that either answer's ETag guards a change.
 *
 * @param shown as it is answered, before it becomes text
 * @param expandable the fields that `expand` adds
 */
export async function etagOf(shown: unknown, expandable: readonly string[] = []): Promise<string> {
  const base: Record<string, unknown> = {};
  const added: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(shown as object)) {
    (expandable.includes(name) ? added : base)[name] = value;
  }
  const version = (await sha256Hex(JSON.stringify(base))).slice(0, DIGITS);
  if (Object.keys(added).length === 0) return `"${version}"`;
  const rest = (await sha256Hex(JSON.stringify(added))).slice(0, DIGITS);
  return `"${version}.${rest}"`;
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
