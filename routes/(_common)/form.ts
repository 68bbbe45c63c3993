import { AppError, invalidFields, tooLarge } from "../../core/errors.ts";
import { assertSameOrigin } from "../../core/access/mod.ts";
import { cleanText } from "../../core/text.ts";
import type { Services } from "../../server/services.ts";

/** The most bytes of a form: a pasted transcript of many hours fits. */
const MOST_BYTES = 10 * 1024 * 1024;

/** What a form sent, field by field. */
export interface Form {
  /** A field without blanks around it; empty when absent. */
  text(name: string): string;
  /** A field as it was typed. */
  raw(name: string): string;
  /** All values of a repeated field. */
  all(name: string): string[];
  has(name: string): boolean;
}

/**
 * Reads a form that one of our own pages sent.
 *
 * @throws {AppError} 403 when another site sent it, 413 above 10 MB, 400 for what is no form
 */
export async function readForm(
  request: Request,
  { publicUrl }: Pick<Services, "publicUrl">,
): Promise<Form> {
  assertSameOrigin(request, publicUrl);
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) {
    throw invalidFields([{ message: "The request is not a form. Use the page's own form." }]);
  }
  const fields = new URLSearchParams(await readText(request));
  return {
    text: (name) => cleanText(fields.get(name) ?? "").trim(),
    raw: (name) => cleanText(fields.get(name) ?? ""),
    all: (name) => fields.getAll(name).map(cleanText),
    has: (name) => fields.has(name),
  };
}

/** What is wrong with a form, for its fields and for the place above them. */
export interface FormErrors {
  /** A sentence about the whole form, when it is not about one field. */
  form: string | null;
  fields: Record<string, string>;
}

/**
 * An expected failure as what a page shows beside its fields; anything else is thrown on.
 *
 * @param names the fields the page can show errors at
 */
export function formErrors(thrown: unknown, names: readonly string[]): FormErrors {
  if (!(thrown instanceof AppError) || thrown.status >= 500) throw thrown;
  const fields: Record<string, string> = {};
  for (const { field, message } of thrown.details ?? []) {
    if (field && names.includes(field)) fields[field] ??= message;
  }
  const isAtField = Object.keys(fields).length > 0;
  return { form: isAtField ? null : thrown.message, fields };
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw tooLarge("The form is larger than 10 MB. Send less at once.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
