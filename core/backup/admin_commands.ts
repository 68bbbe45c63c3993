import type { AccessContext } from "../access/mod.ts";
import { type Command, usage } from "../access/admin_commands/command.ts";
import { connect, type Migration, type Sql } from "../db/mod.ts";
import { withDatabaseName } from "../db/connect.ts";
import { AppError, messageOf } from "../errors.ts";
import { randomToken } from "../id.ts";
import { checkBackup, type CheckedBackup, restoreBackup } from "./restore.ts";
import { createDatabase, dropDatabase } from "./tables_sql.ts";
import { writeBackup } from "./write_backup.ts";

/** What the commands work with. */
export interface BackupAdminContext extends AccessContext {
  installation: Installation;
}

/** The installation as its settings describe it; its schema may not be there yet. */
export interface Installation {
  /** Goes around a pooling proxy. */
  sql: Sql;
  /** The database's address, for a second one beside it. */
  url: string;
  migrations: Migration[];
  dataDir: string;
  /** Whether the settings hold the secret, so that the file in `dataDir` does not count. */
  hasConfiguredSecret: boolean;
  /** The secret as it is kept, read only when a backup is to hold it. */
  readSecret(): Promise<string>;
}

const fileFlag = {
  name: "file",
  value: "FILE",
  meaning: "the backup's file; may stand without --file",
  required: true,
};

const backup: Command<BackupAdminContext> = {
  name: "backup",
  summary: "write a backup of the whole installation, also while it runs",
  flags: [
    fileFlag,
    {
      name: "with-secret",
      value: "yes",
      meaning: "also the secret that opens stored credentials; then guard the file like a password",
    },
  ],
  async run({ installation }, flags, at) {
    const withSecret = flags["with-secret"] !== undefined;
    const secret = withSecret ? await installation.readSecret() : undefined;
    const { contents, size } = await writeBackup(
      { sql: installation.sql, secret },
      flags.file!,
      at,
    );
    const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0);
    return {
      text: [
        `Wrote ${flags.file}: ${rows} rows of ${contents.tables.length} tables, ${size} bytes.`,
        withSecret
          ? "It holds the secret: whoever has the file can open stored credentials."
          : "The secret is not in it. Keep HISSUNO_SECRET, or the file secret in DATA_DIR, apart: " +
            "without it, credentials of sources have to be entered again. --with-secret adds it.",
        "It holds what customers said and hashes of passwords. Keep it where only you can read it.",
      ].join("\n"),
      data: { file: flags.file, bytes: size, rows, tables: contents.tables.length, withSecret },
    };
  },
};

const restore: Command<BackupAdminContext> = {
  name: "restore",
  summary: "fill an empty installation with a backup; --verify only tries it",
  flags: [
    fileFlag,
    {
      name: "verify",
      value: "yes",
      meaning: "restore into a database of its own, compare everything, and remove it again",
    },
  ],
  async run({ installation }, flags) {
    const file = flags.file!;
    const checked = await checkBackup(file);
    const { tables, created_at } = checked.contents;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const data = { file, rows, tables: tables.length, created_at };
    if (flags.verify !== undefined) {
      await verify(installation, file, checked);
      return {
        text: `${file} of ${created_at} is whole: ${rows} rows of ${tables.length} tables were ` +
          "restored into a database of their own and are the same. Nothing else was changed.",
        data: { ...data, verified: true },
      };
    }
    await restoreBackup(installation.sql, file, checked, installation.migrations);
    const secret = await restoreSecret(installation, checked);
    return {
      text: [
        `Restored ${rows} rows of ${tables.length} tables as they were at ${created_at}.`,
        secret,
        "People sign in again. Messages that were waiting to be sent then are sent now.",
      ].join("\n"),
      data: { ...data, verified: false },
    };
  },
};

/** The commands for backups. */
export const backupCommands: Command<BackupAdminContext>[] = [backup, restore];

async function verify(
  { sql, url, migrations }: Installation,
  file: string,
  checked: CheckedBackup,
): Promise<void> {
  const name = `hissuno_verify_${randomToken(9).toLowerCase().replaceAll("-", "_")}`;
  try {
    await createDatabase(sql, name);
  } catch (cause) {
    throw new AppError(
      `A database to try the backup in cannot be made: ${messageOf(cause)}. Let the database's ` +
        "user create databases (alter role ... createdb).",
      { code: "forbidden", status: 403, cause },
    );
  }
  const target = connect(withDatabaseName(url, name), { max: 2 });
  try {
    await restoreBackup(target, file, checked, migrations);
  } finally {
    await target.end({ timeout: 5 });
    await dropDatabase(sql, name);
  }
}

/** Puts the secret in its place, unless there is one; what was done, as a sentence. */
async function restoreSecret(
  installation: Installation,
  { secret }: CheckedBackup,
): Promise<string> {
  const path = `${installation.dataDir}/secret`;
  if (secret === null) {
    return "The backup does not hold the secret: set HISSUNO_SECRET, or put the file secret into " +
      `${installation.dataDir}, before you start.`;
  }
  if (installation.hasConfiguredSecret) {
    return "HISSUNO_SECRET is set and counts; the backup's own secret was left alone.";
  }
  await Deno.mkdir(installation.dataDir, { recursive: true, mode: 0o755 });
  try {
    await Deno.writeTextFile(path, secret, { createNew: true, mode: 0o600 });
    return `The secret was put into ${path}.`;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
  if ((await Deno.readTextFile(path)).trim() === secret.trim()) {
    return "The secret is in its place.";
  }
  throw usage(
    null,
    `The data was restored, but ${path} holds another secret than the backup. Move that file away ` +
      "and put the backup's secret there: it is the file secret in the archive.",
  );
}
