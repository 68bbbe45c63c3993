import { sha256Hex } from "../../crypto.ts";

/** Where the built-in database server of a data directory keeps its things. Absolute paths. */
export interface Place {
  /** Binaries, cluster, log and lock. */
  home: string;
  /** Folder of the Unix socket; short enough for the system's limit. */
  sockets: string;
}

// A socket's path may have 107 bytes on Linux and 103 on macOS, with "/.s.PGSQL.5432" at its end.
const longestFolder = 103 - "/.s.PGSQL.5432".length;

/** Where data goes when the server's user cannot enter the data directory. */
const elsewhere = "/var/lib/hissuno";

/** Written into the data directory when the database had to be placed elsewhere. */
const pointerName = "database_location";

/**
 * The place that belongs to a data directory: `<data>/postgres`, or where its `database_location`
 * file points.
 */
export async function placeOf(dataDir: string): Promise<Place> {
  const data = await absolute(dataDir);
  const pointed = await readIfThere(`${data}/${pointerName}`);
  const home = pointed?.trim() || `${data}/postgres`;
  return { home, sockets: await socketFolder(home) };
}

/**
 * Moves the place out of a data directory that only root may enter, and leaves a note of it there.
 * Only for a data directory without a database.
 */
export async function placeElsewhere(dataDir: string): Promise<Place> {
  const data = await absolute(dataDir);
  const home = `${elsewhere}/${(await sha256Hex(data)).slice(0, 12)}`;
  await Deno.mkdir(elsewhere, { recursive: true, mode: 0o755 });
  await Deno.writeTextFile(`${data}/${pointerName}`, home + "\n");
  return { home, sockets: await socketFolder(home) };
}

/** The `postgres://` address of the server in that place, for `connect`. */
export function addressOf(place: Place, database = "hissuno"): string {
  return `postgres://hissuno@localhost/${database}?host=${encodeURIComponent(place.sockets)}`;
}

/** The address of the built-in server of a data directory, whether or not it runs. */
export async function embeddedUrl(dataDir: string): Promise<string> {
  return addressOf(await placeOf(dataDir));
}

async function socketFolder(home: string): Promise<string> {
  const natural = `${home}/socket`;
  if (new TextEncoder().encode(natural).length <= longestFolder) return natural;
  return `/tmp/hissuno/${(await sha256Hex(home)).slice(0, 12)}`;
}

async function absolute(path: string): Promise<string> {
  await Deno.mkdir(path, { recursive: true, mode: 0o755 });
  return await Deno.realPath(path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
