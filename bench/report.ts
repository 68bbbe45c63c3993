/**
 * Measures the API over HTTP against the same SQL through the bare driver, for databases of several
 * sizes in turn, and prints Markdown:
 *
 *     deno run -A dev.ts build
 *     deno run -A bench/report.ts 1k=.data/bench-1k 100k=.data/bench-100k 1M=.data/bench-1m
 *
 * A call's cost is the processor time of the processes that answer it: of the server and the database
 * over HTTP, of this process and the database through the bare driver. Unlike its time, it is the
 * same on a busy machine. The first size is the one the others are compared with. `--only=list` measures what contains the
 * word, `--rounds=7` and `--milliseconds=1000` take longer and are calmer. bench/generate.ts fills
 * the directories.
 */
import { embeddedUrl } from "../core/db/embedded/place.ts";
import { Target } from "./measure/operations.ts";
import { alternate, type Measured, medianOf, ratio, type Round } from "./measure/rounds.ts";
import {
  computedBy,
  databaseProcesses,
  memoryOf,
  type ServerProcess,
  startServerProcess,
} from "./measure/server_process.ts";

const option = (name: string, standard: string) =>
  Deno.args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? standard;
const sizes = Deno.args.filter((arg) => !arg.startsWith("--")).map((arg) => {
  const [name, dataDir] = arg.split("=") as [string, string];
  return { name, dataDir };
});
const only = option("only", "");
const plan = {
  rounds: Number(option("rounds", "5")),
  milliseconds: Number(option("milliseconds", "400")),
};

interface Size {
  name: string;
  dataDir: string;
  server: ServerProcess;
  target: Target;
}

const open: Size[] = [];
try {
  for (const { name, dataDir } of sizes) {
    const server = await startServerProcess({ env: { DATA_DIR: dataDir } });
    console.error(`${name}: first answer after ${Math.round(server.firstAnswer)} ms`);
    const target = await Target.open(server.url, await embeddedUrl(dataDir));
    open.push({ name, dataDir, server, target });
  }
  const others = open.slice(1).map(({ name }) => `${name} / ${open[0]!.name}`);
  table([
    "call",
    "callers",
    ...open.map(({ name }) => `${name}: bare / HTTP, cost`),
    ...open.map(({ name }) => `${name}: HTTP / bare, rate`),
    ...open.map(({ name }) => `${name}: cost, ms`),
    ...others.map((name) => `${name}, cost`),
    ...others.map((name) => `${name}, time`),
  ]);
  for (const { name } of open[0]!.target.operations.filter((each) => each.name.includes(only))) {
    for (const callers of only ? [16, 1] : [16]) await measure(name, callers);
  }
  for (const { name, server } of open) {
    const { now, peak } = await memoryOf(server.pid);
    console.log(`\nServer memory at ${name}: ${now} MB, at most ${peak} MB.`);
  }
} finally {
  for (const { target, server } of open) {
    await target.close();
    await server.stop();
  }
}

async function measure(name: string, callers: number): Promise<void> {
  const works: Record<string, Measured> = {};
  for (const { name: size, server, target, dataDir } of open) {
    const { http, bare } = target.operations.find((each) => each.name === name)!;
    const computed = async (pid: number | "self") => {
      const pids = [pid, ...await databaseProcesses(dataDir)];
      return (await Promise.all(pids.map(computedBy))).reduce((sum, each) => sum + each, 0);
    };
    works[`${size} http`] = { work: http, computed: () => computed(server.pid) };
    works[`${size} bare`] = { work: bare, computed: () => computed("self") };
  }
  const rounds = await alternate(works, { ...plan, callers });
  const http = (size: Size): Round[] => rounds[`${size.name} http`]!;
  const bare = (size: Size): Round[] => rounds[`${size.name} bare`]!;
  const others = open.slice(1);
  row([
    name,
    String(callers),
    ...open.map((size) => ratio(bare(size), http(size), "cost").toFixed(2)),
    ...open.map((size) => ratio(http(size), bare(size), "rate").toFixed(2)),
    ...open.map((size) => medianOf(http(size).map(({ cost }) => cost)).toFixed(2)),
    ...others.map((size) => ratio(http(size), http(open[0]!), "cost").toFixed(2)),
    ...others.map((size) => ratio(http(size), http(open[0]!), "median").toFixed(2)),
  ]);
}

function table(head: string[]): void {
  row(head);
  row(head.map((_, index) => index === 0 ? "---" : "---:"));
}

function row(cells: string[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}
