import { sha256Hex } from "../core/crypto.ts";
import { invalid } from "../core/errors.ts";
import { isMultipart, readJson, readMultipart } from "../core/http/mod.ts";
import { UPLOAD_BYTES, type UploadedFile } from "../core/knowledge/mod.ts";

/** The body of a request about a source: its fields, its file, and a text that stands for it all. */
export interface SourceRequest {
  value: Record<string, unknown>;
  file: UploadedFile | null;
  text: string;
}

/** Base64 takes four bytes for three; the rest is room for the other fields. */
const JSON_BYTES = Math.ceil(UPLOAD_BYTES * 4 / 3) + 2 * 1024 * 1024;

const numbers = ["max_pages", "max_depth"];

/**
 * Reads JSON, with a file in base64, or a form with a file. In a form, settings are fields of their
 * own (`settings.mode`), and `package_ids` is repeated.
 *
 * @throws {AppError} 400 or 413
 */
export async function readSourceBody(request: Request): Promise<SourceRequest> {
  if (!isMultipart(request)) {
    const { value, text } = await readJson(request, JSON_BYTES);
    return { value: value as Record<string, unknown>, file: fileOf(value), text };
  }
  const { fields, files } = await readMultipart(request, UPLOAD_BYTES);
  const value: Record<string, unknown> = {};
  const settings: Record<string, unknown> = {};
  for (const [name, values] of fields) {
    const last = values.at(-1)!;
    if (name === "package_ids") value.package_ids = values;
    else if (name.startsWith("settings.")) {
      const key = name.slice("settings.".length);
      settings[key] = numbers.includes(key) ? Number(last) : last;
    } else if (name !== "file" && name !== "settings") value[name] = last;
  }
  if (Object.keys(settings).length > 0) value.settings = settings;
  const file = files.get("file") ?? null;
  const digest = file ? await sha256Hex(file.bytes.toHex()) : "";
  return { value, file, text: JSON.stringify([value, file?.name, digest]) };
}

function fileOf(value: unknown): UploadedFile | null {
  const given = (value as { file?: { name?: unknown; type?: unknown; data?: unknown } } | null)
    ?.file;
  if (typeof given?.data !== "string" || typeof given.name !== "string") return null;
  try {
    const bytes = Uint8Array.fromBase64(given.data);
    return { name: given.name, type: typeof given.type === "string" ? given.type : "", bytes };
  } catch {
    throw invalid("file.data", "The file's data is not valid base64. Encode its bytes again.");
  }
}
