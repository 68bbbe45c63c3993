import { AppError, tooLarge } from "../errors.ts";
import { cleanText } from "../text.ts";

/** A form with files, as browsers and programs send it. */
export interface Multipart {
  /** Text fields; of repeated ones all values. */
  fields: Map<string, string[]>;
  files: Map<string, { name: string; type: string; bytes: Uint8Array }>;
}

/** Room for the fields beside a file. */
const BESIDE = 1_000_000;

/** Whether a request carries a form with files. */
export function isMultipart(request: Request): boolean {
  return /^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "");
}

/**
 * Reads a form with files; files nobody chose are left out.
 *
 * @param maxBytes of all files together
 * @throws {AppError} 413 above that, 400 for what is not such a form
 */
export async function readMultipart(request: Request, maxBytes: number): Promise<Multipart> {
  const bytes = await readBytes(request, maxBytes + BESIDE);
  const type = request.headers.get("content-type") ?? "";
  let form: FormData;
  try {
    form = await new Response(bytes as BodyInit, { headers: { "content-type": type } }).formData();
  } catch {
    throw new AppError("The body is not a valid form with files, or broke off. Send it again.", {
      ...{ code: "malformed", status: 400 },
    });
  }
  const fields: Multipart["fields"] = new Map();
  const files: Multipart["files"] = new Map();
  for (const [name, value] of form) {
    if (typeof value === "string") {
      fields.set(name, [...fields.get(name) ?? [], cleanText(value)]);
    } else if (value.name !== "" || value.size > 0) {
      const content = new Uint8Array(await value.arrayBuffer());
      files.set(name, { name: cleanText(value.name), type: value.type, bytes: content });
    }
  }
  return { fields, files };
}

/**
 * The bytes of a request's body.
 *
 * @throws {AppError} 413 above `maxBytes`
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const limit = `The body is larger than ${Math.round(maxBytes / 1e6)} MB. Send a smaller file.`;
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(limit);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(limit);
    pieces.push(piece);
  }
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}
