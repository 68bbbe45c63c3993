import { readEnvironment } from "./core/config.ts";
import { messageOf } from "./core/errors.ts";
import { type Running, startServer } from "./server/start.ts";

/** Starts the product from what the build left in `_fresh/`, and stops it on a signal. */
export async function start(): Promise<Running> {
  const { apply, bundles } = await import("./_fresh/server.ts");
  const { plugins, pluginFolders } = await import("./_fresh/plugins.ts");
  try {
    const running = await startServer(readEnvironment(), {
      apply,
      bundles,
      plugins,
      pluginFolders,
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, async () => {
        await running.stop();
        Deno.exit(0);
      });
    }
    return running;
  } catch (error) {
    console.error(`Hissuno cannot start: ${messageOf(error)}`);
    Deno.exit(1);
  }
}

if (import.meta.main) await start();
