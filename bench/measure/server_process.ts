/** A server in a process of its own. */
export interface ServerProcess {
  url: string;
  pid: number;
  /** From the start of the process to the first 200 of `/healthz`, in milliseconds. */
  firstAnswer: number;
  /** Resolves with what it ended with. */
  status: Promise<Deno.CommandStatus>;
  /** Everything it wrote so far, both streams. */
  output(): string;
  /** Sends a signal. */
  kill(signal?: Deno.Signal): void;
  /** Ends it the orderly way and waits for it. */
  stop(): Promise<Deno.CommandStatus>;
}

/** How to start a server. */
export interface ServerOptions {
  env: Record<string, string>;
  /** Further flags of `deno run`, such as a profiler's. */
  flags?: string[];
  /** In a process group of its own, as a shell starts it. @default false */
  detached?: boolean;
  /** How long the first answer may take, in milliseconds. @default 60000 */
  patience?: number;
}

/** What `deno task start` gives V8: a heap that is collected before it grows, see docs/performance.md. */
export const V8_FLAGS = "--v8-flags=--heap-growing-percent=20,--max-semi-space-size=8";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** A port nobody listens on now. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/**
 * Starts the built server (`deno task build` first) on a free port and waits for its first answer.
 *
 * @throws with what the server wrote, when it ends or stays silent instead
 */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const port = freePort();
  const begin = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", V8_FLAGS, ...options.flags ?? [], "_fresh/server/main.js"],
    cwd: root,
    env: { HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "warn", ...options.env },
    detached: options.detached ?? false,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) output += decoder.decode(bytes, { stream: true });
  };
  const collected = Promise.all([collect(child.stdout), collect(child.stderr)]);
  let isOver = false;
  const status = Promise.all([child.status, collected]).then(([ended]) => {
    isOver = true;
    return ended;
  });
  const url = `http://127.0.0.1:${port}`;
  const server: ServerProcess = {
    url,
    pid: child.pid,
    firstAnswer: 0,
    status,
    output: () => output,
    kill: (signal = "SIGKILL") => {
      if (!isOver) child.kill(signal);
    },
    stop: async () => {
      if (!isOver) child.kill("SIGTERM");
      return await status;
    },
  };
  while (!await isHealthy(url)) {
    if (isOver) throw new Error(`The server ended:\n${output}`);
    if (performance.now() - begin > (options.patience ?? 60_000)) {
      server.kill();
      throw new Error(`The server did not answer:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  server.firstAnswer = performance.now() - begin;
  return server;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`);
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Memory a process holds now and held at most, in megabytes; Linux only. */
export async function memoryOf(pid: number): Promise<{ now: number; peak: number }> {
  const text = await Deno.readTextFile(`/proc/${pid}/status`);
  const megabytes = (name: string) => {
    const match = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text);
    return Math.round(Number(match?.[1] ?? 0) / 1024);
  };
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}

/**
 * What a process has computed so far, in milliseconds (in steps of ten); 0 when it is gone. Linux
 * only.
 */
export async function computedBy(pid: number | "self"): Promise<number> {
  try {
    // After the name, which may hold spaces: fields 14 and 15, in hundredths of seconds.
    const fields = (await Deno.readTextFile(`/proc/${pid}/stat`)).split(") ").at(-1)!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** The processes of the database server in a data directory. Linux only. */
export async function databaseProcesses(dataDir: string): Promise<number[]> {
  const cluster = await Deno.realPath(`${dataDir}/postgres/cluster`);
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const place = await Deno.readLink(`/proc/${name}/cwd`).catch(() => "");
    if (place === cluster) found.push(Number(name));
  }
  return found;
}
