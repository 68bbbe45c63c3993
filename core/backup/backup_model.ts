import { z } from "zod";
import { AppError } from "../errors.ts";
import type { Limits } from "../exports/archive/tar.ts";

/** Which backups this version writes and reads. */
export const BACKUP_VERSION = 1;

/** The last file of a backup: what came before it. */
export const CONTENTS = "backup.json";
/** The file that holds the installation's secret, when it was asked for. */
export const SECRET_FILE = "secret";

/** A file of a table is closed once it has so many bytes. */
export const PART_BYTES = 4_000_000;

/** The operator's own file: the limits only end what cannot be one. A row may have a gigabyte. */
export const BACKUP_LIMITS: Limits = {
  entryBytes: 1_200_000_000,
  entries: 10_000_000,
  bytes: Number.MAX_SAFE_INTEGER,
  ratio: 1_100,
};

/**
 * Tables that are not kept: who is signed in. Counters of the moment (unlogged tables) are not, either.
 * Migrations are noted apart.
 */
export const NOT_KEPT = ["schema_migrations", "account_sessions", "account_verifications"];

const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const contents = z.object({
  format: z.literal("hissuno-backup"),
  version: z.int(),
  created_at: z.iso.datetime(),
  server_version: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: hash })),
  /** In an order in which they can be filled; the hash is of all its lines. */
  tables: z.array(z.object({
    name,
    columns: z.array(name),
    rows: z.int().min(0),
    parts: z.int().min(0),
    sha256: hash,
  })),
  sequences: z.array(z.object({ table: name, column: name, value: z.int() })),
  has_secret: z.boolean(),
});

/** What a backup says of itself. */
export type BackupContents = z.infer<typeof contents>;
/** One table of a backup. */
export type BackupTable = BackupContents["tables"][number];

/**
 * Reads what a backup says of itself.
 *
 * @throws {AppError} 400 for what is no backup, or of a version that cannot be read
 */
export function readContents(bytes: Uint8Array): BackupContents {
  try {
    const read = contents.parse(JSON.parse(new TextDecoder().decode(bytes)));
    if (read.version === BACKUP_VERSION) return read;
  } catch (cause) {
    throw damaged(`${CONTENTS} cannot be read`, cause);
  }
  throw damaged("it was made by a version of Hissuno that writes other backups");
}

/** A backup that cannot be used, with the reason. */
export function damaged(reason: string, cause?: unknown): AppError {
  return new AppError(`The backup cannot be used: ${reason}.`, {
    ...{ code: "backup", status: 400, cause },
  });
}

/** Names of the files of a table: `tables/sessions-000001`. */
export function partName(table: string, part: number): string {
  return `tables/${table}-${String(part).padStart(6, "0")}`;
}
