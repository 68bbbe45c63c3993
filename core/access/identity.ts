import { z } from "zod";
import { invalid } from "../errors.ts";

/** The shortest password anyone may choose, in characters. */
export const passwordMinimum = 10;
/** The longest password, in characters: hashing more than this would only cost us work. */
export const passwordMaximum = 256;
/** The longest e-mail address, in characters (RFC 5321). */
export const emailMaximum = 254;

const emailShape = z.email().max(emailMaximum);

/**
 * An e-mail address as it is stored and compared: trimmed and in lower case.
 *
 * @throws AppError 400 when it is not an address
 */
export function cleanEmail(value: unknown, field = "email"): string {
  const text = typeof value === "string" && value.length <= emailMaximum + 20
    ? value.trim().toLowerCase()
    : "";
  if (!emailShape.safeParse(text).success) {
    throw invalid(field, "Enter an e-mail address such as jane@example.com.");
  }
  return text;
}

/**
 * A name for a person, project or key: trimmed, one line, no control characters. Markup stays as it
 * was typed, pages escape it.
 *
 * @param what how the message calls it, such as "Project name"
 * @throws AppError 400 when it is empty, longer than `maximum` characters or holds control characters
 */
export function cleanName(value: unknown, field: string, what: string, maximum = 100): string {
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") throw invalid(field, `${what} is missing. Enter 1 to ${maximum} characters.`);
  if (text.length > maximum) {
    throw invalid(field, `${what} is too long. Use at most ${maximum} characters.`, "too_long");
  }
  if (/\p{Cc}|[\u2028\u2029]/u.test(text) || !text.isWellFormed()) {
    throw invalid(field, `${what} has control characters. Use plain text on one line.`);
  }
  return text;
}

/**
 * A password someone wants to set. Its content is free, its length is not.
 *
 * @param email the address it belongs to; a password must not repeat it
 * @throws AppError 400 when it is too short, too long or too simple
 */
export function checkPassword(value: unknown, field = "password", email?: string): string {
  if (typeof value !== "string" || value.length < passwordMinimum) {
    throw invalid(
      field,
      `The password is too short. Use at least ${passwordMinimum} characters.`,
      "too_short",
    );
  }
  if (value.length > passwordMaximum) {
    throw invalid(
      field,
      `The password is too long. Use at most ${passwordMaximum} characters.`,
      "too_long",
    );
  }
  if (new Set(value).size < 4 || (email && value.toLowerCase() === email.toLowerCase())) {
    throw invalid(
      field,
      "The password is too easy to guess. Use a few words or mixed characters.",
      "too_simple",
    );
  }
  return value;
}

/**
 * An id that came from outside, safe to hand to the database. It says nothing about whether the
 * thing exists: an odd shape is answered like an id that names nothing.
 */
export function isSafeId(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_-]{1,80}$/.test(value);
}

/** Text from a request header made fit for storage: printable ASCII, at most `maximum` characters. */
export function cleanHeader(value: string | null | undefined, maximum = 300): string {
  return (value ?? "").slice(0, maximum).replace(/[^\x20-\x7e]/g, "").trim();
}
