/** The command line `hissuno`. */
import process from "node:process";
import { processIo } from "./io.ts";
import { run } from "./run.ts";

const exitCode = await run(process.argv.slice(2), processIo());
// Whatever still waits for input would keep the process.
if (process.stdout.writableLength > 0) {
  await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
}
process.exit(exitCode);
