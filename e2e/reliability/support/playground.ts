import { type ServerProcess, startServerProcess } from "../../../bench/measure/server_process.ts";

/** The project and key that the servers of these tests begin with. */
export const PROJECT = "proj_reliability";
export const KEY = "hiss_reliability_0123456789abcdef";

const root = decodeURIComponent(new URL("../../../", import.meta.url).pathname);

/** Builds the product unless it is built. */
export async function ensureBuilt(): Promise<void> {
  try {
    await Deno.stat(`${root}_fresh/server.ts`);
  } catch {
    const build = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "dev.ts", "build"],
      cwd: root,
    });
    const { success, stderr } = await build.output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  }
}

/**
 * A temporary data directory and the servers started on it; at the end all of them are killed and
 * the directory is removed.
 */
export class Playground {
  readonly dataDir: string;
  readonly #servers: ServerProcess[] = [];

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** Runs `work` with a playground of its own. */
  static async with(work: (playground: Playground) => Promise<void>): Promise<void> {
    await ensureBuilt();
    const dataDir = await Deno.makeTempDir({ prefix: "hissuno-reliability-" });
    // The database server's user must be able to pass through.
    await Deno.chmod(dataDir, 0o755);
    const playground = new Playground(dataDir);
    try {
      await work(playground);
    } finally {
      for (const server of playground.#servers) {
        server.kill();
        await server.status;
      }
      await gone(dataDir);
      await Deno.remove(dataDir, { recursive: true });
    }
  }

  /** Starts a server on the data directory. */
  async start(
    env: Record<string, string> = {},
    options: { detached?: boolean } = {},
  ): Promise<ServerProcess> {
    const server = await startServerProcess({
      ...options,
      env: {
        DATA_DIR: this.dataDir,
        HISSUNO_PROJECT: PROJECT,
        HISSUNO_API_KEY: KEY,
        HISSUNO_SECRET: "for-tests-only-0123456789abcdef0123456789",
        ...env,
      },
    });
    this.#servers.push(server);
    return server;
  }
}

/** Processes that run in a folder or below it: what a server left behind. Linux only. */
export async function processesIn(folder: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const place = await Deno.readLink(`/proc/${name}/cwd`);
      if (place === folder || place.startsWith(`${folder}/`)) found.push(Number(name));
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}

/**
 * Waits until no process runs in a folder any more.
 *
 * @throws when some still do after `patience` milliseconds
 */
export async function gone(folder: string, patience = 15_000): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    const left = await processesIn(folder);
    if (left.length === 0) return;
    if (performance.now() > end) throw new Error(`Processes ${left.join(", ")} stayed`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A call of the API with the key. */
export async function call(
  url: string,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; key?: string } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/api/projects/${PROJECT}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${options.key ?? KEY}`,
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  });
  return { status: response.status, body: await response.json() };
}
