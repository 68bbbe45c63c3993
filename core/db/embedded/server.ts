import { now } from "../../clock.ts";
import { randomToken } from "../../id.ts";
import { log } from "../../log.ts";
import { connect } from "../connect.ts";
import { addressOf, type Place, placeElsewhere, placeOf } from "./place.ts";

/** A database server that this process started and that ends with it. */
export interface EmbeddedServer {
  /** Its address, for `connect`. */
  url: string;
  /** Ends it after the last commit is on disk. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>;
}

/** How to start the server. */
export interface EmbeddedOptions {
  /** The system user it runs as when we are root. @default {the first of postgres, deno, nobody} */
  user?: string;
  /** For tests: nothing is flushed to disk, and everything is removed at the end. @default false */
  ephemeral?: boolean;
}

// Only this file may be run by the product: it is what --allow-run names.
const program = decodeURIComponent(new URL("./postgres.sh", import.meta.url).pathname);

// For a machine with little memory; what is not named keeps the server's own default.
const settings: Record<string, string> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "60",
  shared_buffers: "128MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  effective_cache_size: "512MB",
  max_wal_size: "512MB",
  wal_compression: "on",
  random_page_cost: "1.1",
  jit: "off",
  max_parallel_workers_per_gather: "1",
  autovacuum_naptime: "20s",
  fsync: "on",
  timezone: "UTC",
  log_timezone: "UTC",
};

const ephemeralSettings: Record<string, string> = {
  ...settings,
  max_connections: "200",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};

/** How long a first start, a recovery or the end of an earlier server may take, in milliseconds. */
const patience = 60_000;

/**
 * Starts the built-in PostgreSQL of a data directory and waits until it answers.
 *
 * @throws a sentence when another process uses the directory, when there are no binaries for this
 * platform, or when the server does not start
 */
export async function startEmbedded(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const place = await placeOf(dataDir);
  const lock = await lockPlace(place, dataDir);
  try {
    return await startLocked(place, lock, options);
  } catch (error) {
    lock.close();
    if (!(error instanceof NotEnterable)) throw error;
  }
  const moved = await placeElsewhere(dataDir);
  log.warn(
    "The database server's user cannot enter the data directory; the database is elsewhere",
    {
      data_dir: dataDir,
      database: moved.home,
    },
  );
  const movedLock = await lockPlace(moved, dataDir);
  try {
    return await startLocked(moved, movedLock, options);
  } catch (error) {
    movedLock.close();
    throw error;
  }
}

/** Whether a process holds the built-in server of that data directory. */
export async function isEmbeddedRunning(dataDir: string): Promise<boolean> {
  const { home } = await placeOf(dataDir);
  try {
    using file = await Deno.open(`${home}.lock`, { read: true, write: true });
    return !(await file.tryLock(true));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

class NotEnterable extends Error {}

/** The system drops the lock when we die, so no stale lock can stay. */
async function lockPlace(place: Place, dataDir: string): Promise<Deno.FsFile> {
  const file = await Deno.open(`${place.home}.lock`, { create: true, read: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  throw new Error(
    `Another Hissuno already runs on the data directory ${dataDir}. Stop it first, or set DATA_DIR ` +
      "to another directory.",
  );
}

async function startLocked(
  place: Place,
  lock: Deno.FsFile,
  options: EmbeddedOptions,
): Promise<EmbeddedServer> {
  const deadline = now().getTime() + patience;
  for (;;) {
    const mark = randomToken(12);
    const child = spawn(place, mark, options);
    const stdin = child.stdin.getWriter();
    const state = { over: false };
    const ended = child.output.then((output) => {
      state.over = true;
      return output;
    });
    try {
      if (await answers(place, mark, state, deadline)) {
        await createDatabase(place);
        return running(place, lock, child.process, stdin, ended);
      }
    } catch (error) {
      await stdin.close().catch(() => {});
      await ended;
      throw error;
    }
    await stdin.close().catch(() => {});
    const output = await ended;
    const said = `${output.errors}\n${await logTail(place)}`;
    // Memory of a server that died with us is released a moment later.
    const again = /shared memory block|lock file .* already exists/.test(said);
    if (!again || now().getTime() > deadline) {
      throw failure(output.code, output.errors, said, place);
    }
    await pause(200);
  }
}

interface Ended {
  code: number;
  errors: string;
}

function spawn(place: Place, mark: string, options: EmbeddedOptions) {
  const values = options.ephemeral ? ephemeralSettings : settings;
  const flags = Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = new Deno.Command(program, {
    args: [
      place.home,
      place.sockets,
      options.user ?? "",
      options.ephemeral ? "yes" : "no",
      ...flags,
      "-c",
      `hissuno.start=${mark}`,
    ],
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
    clearEnv: true,
    // Ctrl-C in a terminal goes to us alone; we end the server once requests are drained.
    detached: true,
  }).spawn();
  const output = Promise.all([child.status, new Response(child.stderr).text()])
    .then(([status, errors]): Ended => ({ code: status.code, errors: errors.trim() }));
  return { process: child, stdin: child.stdin, output };
}

/** Waits until the server of this very start answers; false when it ended instead. */
async function answers(
  place: Place,
  mark: string,
  state: { over: boolean },
  deadline: number,
): Promise<boolean> {
  while (!state.over) {
    if (now().getTime() > deadline) {
      throw new Error(`The database server did not answer within ${patience / 1000} seconds`);
    }
    if (await isThere(`${place.sockets}/.s.PGSQL.5432`)) {
      const sql = connect(addressOf(place, "postgres"), { max: 1, connectTimeoutSeconds: 5 });
      try {
        const [row] = await sql`select current_setting('hissuno.start', true) as mark`;
        if (row!.mark === mark) return true;
      } catch (error) {
        if (error instanceof Deno.errors.NotCapable) throw error;
        // Still starting, or an earlier server that is about to end.
      } finally {
        await sql.end({ timeout: 1 });
      }
    }
    await pause(15);
  }
  return false;
}

async function createDatabase(place: Place): Promise<void> {
  const sql = connect(addressOf(place, "postgres"), { max: 1 });
  try {
    const rows = await sql`select 1 from pg_database where datname = 'hissuno'`;
    if (rows.length === 0) await sql`create database hissuno`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function running(
  place: Place,
  lock: Deno.FsFile,
  process: Deno.ChildProcess,
  stdin: WritableStreamDefaultWriter<Uint8Array>,
  ended: Promise<Ended>,
): EmbeddedServer {
  let stopping = false;
  // The server alone does not keep us alive: it ends with us.
  process.unref();
  const done = ended.then(({ code, errors }) => {
    if (!stopping) log.error("The database server ended by itself", { code, errors });
    lock.close();
  });
  return {
    url: addressOf(place),
    ended: done,
    stop: async () => {
      if (!stopping) {
        stopping = true;
        process.ref();
        await stdin.close().catch(() => {});
      }
      await done;
    },
  };
}

function failure(code: number, errors: string, said: string, place: Place): Error {
  const remedy = "Set DATABASE_URL to use a PostgreSQL server of your own.";
  if ([69, 75, 76].includes(code)) return new Error(`${errors}. ${remedy}`);
  if (code === 71) return new NotEnterable(`The database server's user cannot enter ${place.home}`);
  if (code === 72) {
    return new Error(`${errors}. Start Hissuno as an ordinary user, or create one. ${remedy}`);
  }
  if (code === 73) {
    return new Error(
      `The database in ${place.home} was made by PostgreSQL ${errors}, which this version of ` +
        "Hissuno no longer brings along. Start the earlier version to export your data.",
    );
  }
  const last = said.trim().split("\n").slice(-5).join("\n");
  return new Error(
    `The database server does not start (code ${code}). ${remedy} It said:\n${last}`,
  );
}

async function logTail(place: Place): Promise<string> {
  try {
    const text = await Deno.readTextFile(`${place.home}/server.log`);
    return text.slice(-4_000);
  } catch {
    return "";
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
