import { loadConfig, readEnvironment } from "./core/config.ts";
import { openDatabase } from "./core/db/mod.ts";
import { messageOf } from "./core/errors.ts";
import type { Running } from "./server/start.ts";

/** Starts the product from what the build left in `_fresh/`, and stops it on a signal. */
export async function start(): Promise<Running> {
  const starting = run();
  // From the beginning: a signal during the start stops what has started by then.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, async () => {
      await (await starting).stop();
      Deno.exit(0);
    });
  }
  return await starting;
}

async function run(): Promise<Running> {
  try {
    const config = loadConfig(readEnvironment());
    // The database starts while the product's modules are loaded.
    const [database, { startOn }, server, sources] = await Promise.all([
      openDatabase(config),
      import("./server/start.ts"),
      import("./_fresh/server.ts"),
      import("./_fresh/plugins.ts"),
    ]);
    return await startOn(config, database, { ...server, ...sources });
  } catch (error) {
    console.error(`Hissuno cannot start: ${messageOf(error)}`);
    Deno.exit(1);
  }
}

if (import.meta.main) await start();
