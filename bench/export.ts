/**
 * How much memory and time the archive of a large project takes, out and in, and a backup of the whole
 * database, each in a process of its own with the flags the product runs with:
 *
 *     deno run -A bench/export.ts [sessions, 100000 when left out]
 */
import { checkBackup, restoreBackup, writeBackup } from "../core/backup/mod.ts";
import { connect, migrate, readMigrations } from "../core/db/mod.ts";
import { startTestServer, testDatabase } from "../core/db/testing.ts";
import {
  bringIn,
  readArchiveImport,
  readExport,
  startArchiveImport,
  startExport,
  writeExport,
} from "../core/exports/mod.ts";
import { createProject } from "../core/projects/mod.ts";
import { projectId } from "./fill/conversations.ts";
import { fill } from "./generate.ts";

/** The most that either may take, in bytes of resident memory. */
const MOST = 250_000_000;
/** The share of the largest of the filled projects. */
const SHARE = 0.7;

interface Measured {
  peak: number;
  seconds: number;
  text: string;
}

/** Runs work while the memory of this process is watched, and prints what it took. */
async function watched(work: () => Promise<string>): Promise<void> {
  let peak = 0;
  const look = () => peak = Math.max(peak, Deno.memoryUsage().rss);
  const timer = setInterval(look, 20);
  const begin = performance.now();
  const text = await work();
  look();
  clearInterval(timer);
  console.log(JSON.stringify({ peak, seconds: (performance.now() - begin) / 1000, text }));
}

async function inOwnProcess(args: string[]): Promise<Measured> {
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--v8-flags=--heap-growing-percent=20,--max-semi-space-size=8",
      new URL(import.meta.url).pathname,
      ...args,
    ],
    stderr: "inherit",
  }).output();
  if (!success) Deno.exit(1);
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!);
}

async function takeOut(url: string, dataDir: string, id: string): Promise<void> {
  const sql = connect(url, { max: 4 });
  await watched(async () => {
    const one = await startExport(sql, id, null, undefined, { isQueued: false });
    await writeExport({ sql, dataDir }, id, one.id);
    const { total_rows, size } = await readExport(sql, id, one.id);
    return `${total_rows} lines, ${Math.round(size! / 1e6)} MB`;
  });
  await sql.end();
}

async function putIn(url: string, dataDir: string, id: string, file: string): Promise<void> {
  const sql = connect(url, { max: 4 });
  await watched(async () => {
    const body = (await Deno.open(file)).readable;
    const store = { sql, dataDir };
    const one = await startArchiveImport(store, id, { body }, null, { isQueued: false });
    await bringIn(store, id, one.id);
    const { status, error, done_rows } = await readArchiveImport(sql, id, one.id);
    return `${status}, ${done_rows} lines ${error ?? ""}`;
  });
  await sql.end();
}

async function backUp(url: string, file: string): Promise<void> {
  const sql = connect(url, { max: 2 });
  await watched(async () => {
    const { contents, size } = await writeBackup({ sql }, file);
    const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0);
    return `${rows} rows, ${Math.round(size / 1e6)} MB`;
  });
  await sql.end();
}

async function restore(url: string, file: string): Promise<void> {
  const sql = connect(url, { max: 2 });
  await watched(async () => {
    const migrations = await readMigrations(new URL("../migrations", import.meta.url));
    await restoreBackup(sql, file, await checkBackup(file), migrations);
    return "every table compared";
  });
  await sql.end();
}

async function compare(sessions: number): Promise<void> {
  const server = await startTestServer();
  const folder = await Deno.makeTempDir({ prefix: "hissuno-bench-export-" });
  try {
    const database = await testDatabase({ server: server.url, empty: true });
    const { sql, url } = database;
    await migrate(sql, await readMigrations(new URL("../migrations", import.meta.url)));
    await fill(sql, Math.ceil(sessions / SHARE));
    await sql`analyze`;
    const out = await inOwnProcess(["out", url, folder, projectId(0)]);
    report(`Export of ${sessions} sessions`, out);
    const [archive] = [...Deno.readDirSync(`${folder}/exports`)];
    const { id } = await createProject(sql, { name: "Empty" });
    report(
      "Import",
      await inOwnProcess(["in", url, folder, id, `${folder}/exports/${archive!.name}`]),
    );
    const file = `${folder}/backup`;
    report("Backup", await inOwnProcess(["backup", url, file]));
    const target = await testDatabase({ server: server.url, empty: true });
    report("Restore", await inOwnProcess(["restore", target.url, file]));
    await target.close();
    await database.close();
    if (out.peak > MOST) {
      console.error(`The export took more than ${MOST / 1e6} MB.`);
      Deno.exitCode = 1;
    }
  } finally {
    await server.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

function report(name: string, { peak, seconds, text }: Measured): void {
  console.log(`${name}: ${text}; ${seconds.toFixed(1)} s, peak ${Math.round(peak / 1e6)} MB`);
}

if (import.meta.main) {
  const [mode, ...rest] = Deno.args;
  if (mode === "out") await takeOut(rest[0]!, rest[1]!, rest[2]!);
  else if (mode === "backup") await backUp(rest[0]!, rest[1]!);
  else if (mode === "restore") await restore(rest[0]!, rest[1]!);
  else if (mode === "in") await putIn(rest[0]!, rest[1]!, rest[2]!, rest[3]!);
  else await compare(Number(mode ?? 100_000));
}
