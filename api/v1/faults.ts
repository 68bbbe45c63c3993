import type { z } from "zod";
import { AppError, type ErrorDetail } from "../../core/errors.ts";

/** One thing that is wrong with a request. */
export interface Fault extends ErrorDetail {
  code: string;
}

/** The most faults that one answer names. */
const MOST_FAULTS = 20;

/** What a schema found wrong, field by field, in words a person can act on. */
export function detailsOf(error: z.ZodError, value: unknown): Fault[] {
  const faults: Fault[] = [];
  for (const issue of error.issues) {
    if (faults.length >= MOST_FAULTS) break;
    const path = issue.path.join(".").slice(0, 200);
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys.slice(0, MOST_FAULTS - faults.length)) {
        const field = (path ? `${path}.${key}` : key).slice(0, 200);
        faults.push({
          field,
          code: "unknown_field",
          message: `${field} is not known here. Take it out, or look at its spelling.`,
        });
      }
      continue;
    }
    const [code, text] = sayingOf(issue, value);
    const subject = path || "The body";
    faults.push({ ...(path ? { field: path } : {}), code, message: `${subject} ${text}.` });
  }
  return faults;
}

/** The stable word for a fault, and the rest of its sentence after the field's name. */
function sayingOf(issue: z.core.$ZodIssue, value: unknown): [string, string] {
  if (given(issue.path, value) === undefined && issue.path.length > 0) {
    if (issue.code !== "custom") return ["required", "is required"];
  }
  switch (issue.code) {
    case "invalid_type":
      return ["invalid_type", `must be ${article(issue.expected)}`];
    case "too_big":
      return tooBig(issue);
    case "too_small":
      return tooSmall(issue);
    case "invalid_value":
      return ["invalid_value", `must be one of ${issue.values.slice(0, 30).join(", ")}`];
    case "invalid_format":
      return issue.format === "datetime"
        ? ["invalid_format", "must be an RFC 3339 time such as 2026-01-15T10:30:00Z"]
        : ["invalid_format", `must be a valid ${issue.format}`];
    case "invalid_key":
      return ["too_long", "has a name that is too long"];
    case "custom":
      return [
        typeof issue.params?.code === "string" ? issue.params.code : "invalid_value",
        issue.message,
      ];
    default:
      return ["invalid_value", lowerFirst(issue.message)];
  }
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): [string, string] {
  if (origin === "string") return ["too_long", `must be at most ${maximum} characters`];
  if (origin === "array") return ["too_long", `must hold at most ${maximum}`];
  return ["too_large", `must be at most ${maximum}`];
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): [string, string] {
  if (origin === "string") {
    return ["too_short", minimum === 1 ? "must not be empty" : `must be at least ${minimum} long`];
  }
  if (origin === "array") return ["too_short", `must hold at least ${minimum}`];
  return ["too_small", `must be at least ${minimum}`];
}

function article(expected: string): string {
  const names: Record<string, string> = {
    int: "a whole number",
    record: "an object",
    boolean: "true or false",
    string: "a text",
  };
  return names[expected] ?? `${/^[aeiou]/.test(expected) ? "an" : "a"} ${expected}`;
}

function given(path: PropertyKey[], value: unknown): unknown {
  return path.reduce(
    (inner: unknown, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}

/**
 * Checks a value against a schema.
 *
 * @param status 400 for addresses, 422 for bodies
 * @throws {AppError} naming each field at fault
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  status: 400 | 422,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = detailsOf(result.error, value);
  throw new AppError(details[0]!.message, { code: "invalid", status, details });
}

/**
 * Refuses lists that are longer than any list here may be, before each item of them is looked at: a
 * million wrong items are one fault.
 *
 * @throws {AppError} 422
 */
export function assertListLengths(value: unknown, most = 5_000, path = ""): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value) && value.length > most) {
    const message = `${path || "The body"} must hold at most ${most}.`;
    const details = [{ ...(path ? { field: path } : {}), code: "too_long", message }];
    throw new AppError(message, { code: "invalid", status: 422, details });
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== null && typeof inner === "object") {
      assertListLengths(inner, most, path ? `${path}.${key}` : key);
    }
  }
}
