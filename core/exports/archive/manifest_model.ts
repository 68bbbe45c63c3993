import { z } from "zod";
import { invalid } from "../../errors.ts";
import { amount, id, text, time } from "../fields_model.ts";

/** Which archives this version writes and reads; raised when older readers could not follow. */
export const SCHEMA_VERSION = 1;

/** The last file of an archive: what came before it. */
export const MANIFEST = "manifest.json";

const file = z.strictObject({
  name: text(150),
  rows: amount,
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal"),
});

const manifest = z.object({
  format: z.literal("hissuno-project", "must be hissuno-project"),
  schema_version: z.int(),
  exported_at: time,
  project: z.object({ id, name: text(1_000) }),
  counts: z.record(z.string().max(100), amount),
  files: z.array(file).max(100_000),
});

/** What an archive says of itself. */
export type Manifest = z.infer<typeof manifest>;
/** One file as the manifest names it. */
export type ManifestFile = z.infer<typeof file>;

/**
 * Reads a manifest.
 *
 * @throws {AppError} 400 for what is none, or of a version that cannot be read
 */
export function readManifest(bytes: Uint8Array): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalid("file", `${MANIFEST} of the archive is not JSON.`, "archive");
  }
  const result = manifest.safeParse(value);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    throw invalid("file", `${MANIFEST}: ${path.join(".") || "it"} ${message}.`, "archive");
  }
  if (result.data.schema_version !== SCHEMA_VERSION) {
    throw invalid(
      "file",
      `The archive has schema version ${result.data.schema_version}, and this Hissuno reads ` +
        `${SCHEMA_VERSION}. Bring it in with the version of Hissuno that made it, or a newer one.`,
      "archive",
    );
  }
  return result.data;
}
