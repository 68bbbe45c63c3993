import type { Sql } from "../db/mod.ts";
import { expireExports, unneededTokens } from "./exports_sql.ts";

/** A file that nothing refers to is removed once it is so old, in milliseconds. */
const FORGOTTEN = 24 * 60 * 60 * 1000;

/** What exports and imports work with. */
export interface ArchiveStore {
  sql: Sql;
  /** The directory of the installation's files; archives lie in `exports` below it. */
  dataDir: string;
}

/** Where the file of that name lies. */
export function archivePath({ dataDir }: Pick<ArchiveStore, "dataDir">, token: string): string {
  return `${dataDir}/exports/${token}.tar.gz`;
}

/** The folder of archives, made when it is missing; nobody but the server's user may look into it. */
export async function openFolder({ dataDir }: Pick<ArchiveStore, "dataDir">): Promise<void> {
  await Deno.mkdir(`${dataDir}/exports`, { recursive: true, mode: 0o700 });
}

/** Removes a file; nothing happens when it is gone. */
export async function removeFile(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/**
 * Removes archives whose time is over, and what broken uploads and exports left.
 *
 * @returns how many files were removed
 */
export async function removeOldArchives(store: ArchiveStore, at: Date): Promise<number> {
  const { sql, dataDir } = store;
  await expireExports(sql, at);
  const found: { path: string; token: string; isPart: boolean }[] = [];
  try {
    for await (const { name } of Deno.readDir(`${dataDir}/exports`)) {
      const match = /^([\w-]+)\.tar\.gz(\.[\w-]+\.part)?$/.exec(name);
      if (!match) continue;
      const isPart = match[2] !== undefined;
      found.push({ path: `${dataDir}/exports/${name}`, token: match[1]!, isPart });
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
  const unneeded = new Set(await unneededTokens(sql, found.map(({ token }) => token)));
  let removed = 0;
  for (const { path, token, isPart } of found) {
    // A part that is being written is young; one that is left behind by a process is not.
    const isOver = isPart ? (await ageOf(path, at) ?? 0) > FORGOTTEN : unneeded.has(token);
    if (!isOver) continue;
    await removeFile(path);
    removed++;
  }
  return removed;
}

async function ageOf(path: string, at: Date): Promise<number | null> {
  try {
    const { mtime } = await Deno.stat(path);
    return at.getTime() - (mtime?.getTime() ?? 0);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
