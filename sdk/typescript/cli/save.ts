import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Download } from "../src/mod.ts";
import { CommandError, UsageError } from "./faults.ts";
import type { Io } from "./io.ts";
import { plain } from "./output.ts";

/**
 * Writes a download to a file, whole or not at all.
 *
 * @param path what to write, or nothing for the name the server gives it
 */
export async function save(
  download: Download,
  path: string | undefined,
  io: Io,
): Promise<void> {
  const offered = plain(download.fileName ?? "").replace(/^.*[/\\]/, "")
    .replace(/^\.+/, "");
  const target = path ?? offered;
  if (!target) throw new UsageError("Name the file to write: --output=...");
  // What somebody else named does not replace a file.
  if (path === undefined && await stat(target).then(() => true, () => false)) {
    throw new CommandError(
      `${target} is there already. Name another file: --output=...`,
    );
  }
  const size = await writeWhole(target, download);
  io.complain(`Wrote ${size} bytes to ${target}\n`);
}

/**
 * Writes a file under its name only once all of it is there.
 *
 * @returns its size in bytes
 */
export async function writeWhole(
  target: string,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const part = `${target}.part`;
  let size = 0;
  try {
    await pipeline(
      Readable.from(source, { objectMode: true }),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(part),
    );
    await rename(part, target);
    return size;
  } catch (error) {
    await rm(part, { force: true });
    if ((error as { code?: string }).code?.startsWith("E")) {
      throw new CommandError(
        `Cannot write ${target}: ${(error as Error).message}`,
      );
    }
    throw error;
  }
}
