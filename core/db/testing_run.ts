/**
 * Runs a command with one built-in database server for all the tests it starts:
 * `deno run -A core/db/testing_run.ts deno test -A core`. Ends with the command's own exit code.
 */
import { startTestServer } from "./testing.ts";

const [program, ...args] = Deno.args;
if (!program) {
  console.error("Name the command to run, such as: deno test -A");
  Deno.exit(64);
}
const server = await startTestServer();
// Also where Deno is not installed for everyone but was started by its path.
const child = new Deno.Command(program === "deno" ? Deno.execPath() : program, {
  args,
  env: { TEST_EMBEDDED_URL: server.url },
}).spawn();
// Ctrl-C reaches the command as well; we stay until it has ended, then stop the server.
Deno.addSignalListener("SIGINT", () => {});
Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
const { code } = await child.status;
await server.stop();
Deno.exit(code);
