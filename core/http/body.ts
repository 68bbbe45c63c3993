import type { z } from "zod";
import { AppError, type ErrorDetail, invalidFields, tooLarge } from "../errors.ts";

/** The most bytes of a request body. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** JSON nested deeper than this is refused: no conversation is, and PostgreSQL has an end as well. */
const MAX_DEPTH = 64;

/**
 * The body of a request as JSON.
 *
 * @param maxBytes what is accepted at most
 * @throws {AppError} 413 above that, 400 for what is not JSON in UTF-8
 */
export async function readJson(
  request: Request,
  maxBytes = MAX_BODY_BYTES,
): Promise<{ value: unknown; text: string }> {
  const text = await readText(request, maxBytes);
  if (text.trim() === "") throw malformed("The body is empty. Send a JSON object.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(`The body is not valid JSON: ${(error as Error).message.slice(0, 200)}.`);
  }
  checkValues(value, MAX_DEPTH);
  return { value, text };
}

/**
 * The body of a request as text, empty when there is none.
 *
 * @param maxBytes what is accepted at most
 * @throws {AppError} 413 above that, 400 for what is not UTF-8
 */
export async function readText(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const readable = maxBytes >= 1024 * 1024
    ? `${maxBytes / 1024 / 1024} MB`
    : `${Math.floor(maxBytes / 1024)} KB`;
  const limit = `The body is larger than ${readable} (${maxBytes} bytes). Send less at once.`;
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(limit);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(limit);
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw malformed("The body is not UTF-8 text, or broke off. Send JSON in UTF-8.");
  }
}

function malformed(message: string): AppError {
  return new AppError(message, { code: "malformed", status: 400 });
}

/** Refuses what JSON can say and neither PostgreSQL nor an answer can: 1e999, and endless nesting. */
function checkValues(value: unknown, levels: number): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw malformed("The body holds a number that is too large. Send it as text.");
  }
  if (value === null || typeof value !== "object") return;
  if (levels === 0) {
    throw malformed(`The body is nested deeper than ${MAX_DEPTH} levels. Flatten it.`);
  }
  if (Array.isArray(value)) { for (const inner of value) checkValues(inner, levels - 1); }
  else for (const key in value) checkValues(value[key as never], levels - 1);
}

/**
 * Checks a value against a schema.
 *
 * @param status 400, or 422 on paths that document it
 * @throws {AppError} with one detail per fault: the field's path, and what to send instead
 */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  status: 400 | 422 = 400,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.slice(0, 20).map((issue) => detailOf(issue, value));
  throw invalidFields(details, status);
}

function detailOf(issue: z.core.$ZodIssue, value: unknown): ErrorDetail {
  const field = issue.path.join(".").slice(0, 200);
  const given = issue.path.reduce(
    (inner: unknown, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  const missing = given === undefined;
  const text = missing ? "is required" : lowerFirst(issue.message);
  return {
    ...(field ? { field } : {}),
    message: field ? `${field}: ${text}.` : `The body: ${text}.`,
    code: missing ? "required" : issue.code,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
