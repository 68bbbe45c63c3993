import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { connect } from "../connect.ts";
import { openDatabase } from "../database.ts";
import { addressOf, embeddedUrl, placeOf } from "./place.ts";
import { startEmbedded } from "./server.ts";

const child = fileURLToPath(new URL("./testing_child.ts", import.meta.url));

/** A test with a data directory of its own; the server outlives single operations. */
function serverTest(name: string, test: (dataDir: string) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const folder = await Deno.makeTempDir({ prefix: "hissuno-embedded-" });
      await Deno.chmod(folder, 0o755);
      try {
        await test(`${folder}/data`);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

/** The lines a child process prints, one at a time. */
function startChild(dataDir: string, task = "hold") {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", child, dataDir, task],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream())
    .pipeThrough(splitLines()).getReader();
  return {
    pid: process.pid,
    next: async () => (await lines.read()).value,
    kill: async () => {
      process.kill("SIGKILL");
      await process.stdin.close().catch(() => {});
      const rest: string[] = [];
      for (let one = await lines.read(); !one.done; one = await lines.read()) rest.push(one.value);
      await process.status;
      return rest;
    },
    end: async () => {
      await process.stdin.close();
      while (!(await lines.read()).done);
      await process.status;
    },
  };
}

function splitLines(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(chunk, controller) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop()!;
      for (const part of parts) controller.enqueue(part);
    },
  });
}

async function serverProcess(dataDir: string): Promise<number> {
  const { home } = await placeOf(dataDir);
  return Number((await Deno.readTextFile(`${home}/cluster/postmaster.pid`)).split("\n")[0]);
}

/** A process that ended but whose parent has not looked yet (Z) does not count. */
async function isAlive(pid: number): Promise<boolean> {
  return /^[^Z]/.test(await ps("-o", "stat=", "-p", `${pid}`));
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("It did not happen within fifteen seconds");
}

serverTest(
  "The server keeps its data over a restart and runs as an ordinary user",
  async (dataDir) => {
    const one = await startEmbedded(dataDir);
    const sql = connect(one.url, { max: 1 });
    await sql`create table kept as select 7 as number`;
    const [row] = await sql`select current_setting('listen_addresses') as addresses,
    current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
    (select datlocale from pg_database where datname = current_database()) as locale`;
    assert.deepEqual(row, { addresses: "", fsync: "on", encoding: "UTF8", locale: "C.UTF-8" });
    const { sockets, home } = await placeOf(dataDir);
    assert.equal((await Deno.stat(sockets)).mode! & 0o777, 0o700);
    assert.notEqual((await Deno.stat(`${home}/cluster`)).uid, 0);
    await sql.end();
    await one.stop();
    const two = await startEmbedded(dataDir);
    const again = connect(two.url, { max: 1 });
    assert.equal((await again`select number from kept`)[0]!.number, 7);
    await again.end();
    await two.stop();
  },
);

serverTest(
  "SIGKILL under writes leaves no server behind and loses no acknowledged row",
  async (dataDir) => {
    let last = 0;
    for (let round = 0; round < 3; round++) {
      const writer = startChild(dataDir, "write");
      assert.equal(await writer.next(), "ready");
      for (let n = 0; n < 20; n++) last = Number(await writer.next());
      const pid = await serverProcess(dataDir);
      last = Math.max(last, ...(await writer.kill()).map(Number));
      // No wait here: the next start has to cope with a server that is still ending.
      if (round === 2) await until(async () => !await isAlive(pid));
    }
    const server = await startEmbedded(dataDir);
    const sql = connect(server.url, { max: 1 });
    const [row] = await sql`select count(*) as count, max(number) as last from acknowledged`;
    assert.equal(row!.count, row!.last);
    assert.ok(row!.last >= last, `${row!.last} rows, ${last} acknowledged`);
    await sql.end();
    await server.stop();
  },
);

serverTest("A second start on the same data is refused with a sentence", async (dataDir) => {
  const server = await startEmbedded(dataDir);
  const second = startChild(dataDir);
  const line = await second.next();
  await second.end();
  assert.match(line!, /^refused: Another Hissuno already runs on the data directory .* DATA_DIR/);
  await server.stop();
});

serverTest("Of two first starts at once one serves and the other is refused", async (dataDir) => {
  const both = [startChild(dataDir), startChild(dataDir)];
  const lines = await Promise.all(both.map((one) => one.next()));
  assert.deepEqual(lines.map((line) => line!.split(":")[0]).sort(), ["ready", "refused"]);
  await Promise.all(both.map((one) => one.end()));
});

serverTest(
  "A second process attaches to the running server and leaves it running",
  async (dataDir) => {
    const server = await startEmbedded(dataDir);
    const settings = { dataDir, databasePoolSize: 2 };
    const admin = await openDatabase(settings, { attach: true, applicationName: "admin" });
    assert.equal((await admin.sql`select 1 as one`)[0]!.one, 1);
    await admin.close();
    const sql = connect(await embeddedUrl(dataDir), { max: 1 });
    await sql`select 1`;
    await sql.end();
    await server.stop();
    const alone = await openDatabase(settings, { attach: true });
    assert.equal(alone.embedded, true);
    await alone.close();
  },
);

serverTest("A server that nobody watches any more is ended by the next start", async (dataDir) => {
  const first = startChild(dataDir);
  assert.equal(await first.next(), "ready");
  const orphan = await serverProcess(dataDir);
  const parent = await parentOf(orphan);
  const others = (await childrenOf(parent)).filter((pid) => pid !== orphan);
  for (const pid of [...others, parent]) Deno.kill(pid, "SIGKILL");
  await first.kill();
  assert.equal(await isAlive(orphan), true);
  const server = await startEmbedded(dataDir);
  assert.equal(await isAlive(orphan), false);
  await server.stop();
});

serverTest(
  "A lock file that names a process of somebody else does not stop the start",
  async (dataDir) => {
    const before = await startEmbedded(dataDir);
    const { home } = await placeOf(dataDir);
    const path = `${home}/cluster/postmaster.pid`;
    const content = (await Deno.readTextFile(path)).split("\n");
    await before.stop();
    // Under the server's own user, so that the server itself would believe in it.
    const { uid } = await Deno.stat(`${home}/cluster`);
    const asServer = Deno.uid() === 0 ? ["setpriv", `--reuid=${uid}`, "--clear-groups"] : [];
    const [program, ...args] = [...asServer, "sleep", "60"];
    const stranger = new Deno.Command(program!, { args }).spawn();
    await Deno.writeTextFile(path, [stranger.pid, ...content.slice(1)].join("\n"));
    await Deno.chown(path, uid, null);
    const server = await startEmbedded(dataDir);
    await server.stop();
    assert.equal(await isAlive(stranger.pid), true);
    stranger.kill();
    await stranger.status;
  },
);

serverTest("A data directory with a long path has its socket elsewhere", async (dataDir) => {
  const long = `${dataDir}/${"a-long-name/".repeat(10)}`;
  const place = await placeOf(long);
  assert.match(place.sockets, /^\/tmp\/hissuno\/[0-9a-f]{12}$/);
  const server = await startEmbedded(long);
  assert.equal(server.url, addressOf(place));
  await server.stop();
  await Deno.remove(place.sockets);
});

async function parentOf(pid: number): Promise<number> {
  return Number(await ps("-o", "ppid=", "-p", `${pid}`));
}

async function childrenOf(parent: number): Promise<number[]> {
  const all = (await ps("-e", "-o", "pid=,ppid=")).split("\n");
  return all.map((line) => line.trim().split(/\s+/).map(Number))
    .filter((pair) => pair[1] === parent).map((pair) => pair[0]!);
}

async function ps(...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command("ps", { args }).output();
  return new TextDecoder().decode(stdout).trim();
}
