/**
 * Runs all tests: `deno task test [files and flags of deno test]`. The built-in database serves them
 * all; with TEST_DATABASE_URL the core's run once more on that server, whose user may create
 * databases. Where TEST_REQUIRE names `postgresql` that address must be there, and where it names
 * `chromium` a browser must (fresh/testing/browser.ts): nothing is then left out.
 *
 * Not named `test.ts`: `deno test` would take it for a test and run everything within everything.
 */
import { startTestServer } from "../core/db/testing.ts";
import { failedFiles } from "./failed_files.ts";

/** What is left out of the second run: it starts servers of its own, or needs no database. */
const BUILT_IN_ONLY = "core/db/embedded,core/agent,core/net,core/plugin_kit,core/sync/kill_test.ts";

const own = Deno.env.get("TEST_DATABASE_URL") || null;
const required = (Deno.env.get("TEST_REQUIRE") ?? "").split(",").map((name) => name.trim());
if (own === null && required.includes("postgresql")) {
  console.error(
    "TEST_REQUIRE names postgresql, but TEST_DATABASE_URL is not set. " +
      "Set it to the address of a PostgreSQL server whose user may create databases.",
  );
  Deno.exit(1);
}

/** More files with failures than this are no accident. */
const FEW = 4;
let isStopping = false;

/** Tests wait a third of their time for servers and browsers: half as many again as there are cores. */
const jobs = Deno.env.get("DENO_JOBS") ?? String(Math.ceil(navigator.hardwareConcurrency * 1.5));

/**
 * Runs `deno test` on a database server; its exit code. Files with a failed test, when they are few,
 * are run once more with nothing beside them, and named: what holds alone depends on the load of the
 * machine, which is a fault of the test to be mended and none of the product.
 */
async function run(server: string, args: string[]): Promise<number> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const code = await runOnce(server, ["--parallel", `--junit-path=${report}`, ...args]);
    if (code === 0 || isStopping) return code;
    const failed = failedFiles(await Deno.readTextFile(report));
    if (failed.length === 0 || failed.length > FEW) return code;
    console.log(`\nOnce more, alone: ${failed.join(", ")}`);
    const again = await runOnce(server, failed);
    if (again === 0) console.log(`\nThese depend on the load of the machine: ${failed.join(", ")}`);
    return again;
  } finally {
    await Deno.remove(report);
  }
}

async function runOnce(server: string, args: string[]): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    // Types are checked once for all, by `deno task ok`.
    args: ["test", "-A", "--no-check", ...args],
    env: { TEST_SERVER_URL: server, DENO_JOBS: jobs },
  }).spawn();
  const stop = () => {
    isStopping = true;
    child.kill("SIGTERM");
  };
  Deno.addSignalListener("SIGTERM", stop);
  const { code } = await child.status;
  Deno.removeSignalListener("SIGTERM", stop);
  return code;
}

// Ctrl-C reaches the tests as well; we stay until they have ended, then stop the server.
Deno.addSignalListener("SIGINT", () => isStopping = true);
const server = await startTestServer();
let code = await run(server.url, Deno.args);
await server.stop();
if (code === 0 && own !== null && Deno.args.length === 0) {
  console.log("\nThe core's tests once more, on TEST_DATABASE_URL");
  code = await run(own, ["core", `--ignore=${BUILT_IN_ONLY}`]);
}
Deno.exit(code);
