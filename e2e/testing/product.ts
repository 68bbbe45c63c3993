import type { BrowserContextOptions, Page } from "playwright-core";
import { dirname } from "node:path";
import { browserIgnored, launchBrowser } from "../../fresh/testing/browser.ts";
import { ensureBuilt, gone } from "../reliability/support/playground.ts";

/** The machine may be busy with other tests, in milliseconds. */
const PATIENCE = 90_000;

/** The product as a process of its own. */
export interface Product {
  /** The address it printed. */
  url: string;
  /** Everything it wrote so far, both streams. */
  printed(): string;
  /** Sends SIGTERM; resolves with the exit code. */
  end(): Promise<number>;
}

/** What a test with the product's own process works with. */
export interface Stage {
  /** Starts the product on the test's data directory, with these settings and no others. */
  start(settings?: Record<string, string>): Promise<Product>;
  /** A page of a browser that has its own cookies. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
}

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);
const SETTING =
  /^(PORT|HOST|DATA_DIR|LOG_LEVEL|PUBLIC_URL|TRUSTED_PROXIES)$|^(HISSUNO|OPENAI|DATABASE|PG)/;

/**
 * Runs a test with a data directory and a browser of its own; whatever it started is ended
 * afterwards, also when it fails.
 */
export function productTest(name: string, test: (stage: Stage) => Promise<void>): void {
  Deno.test({
    name,
    ignore: browserIgnored(),
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => onStage(test),
  });
}

async function onStage(test: (stage: Stage) => Promise<void>): Promise<void> {
  await ensureBuilt();
  const dataDir = await Deno.makeTempDir({ prefix: "hissuno-newcomer-" });
  // The database server's user must be able to pass through.
  await Deno.chmod(dataDir, 0o755);
  const browser = await launchBrowser();
  const started: Started[] = [];
  try {
    await test({
      start: async (settings = {}) => {
        const product = new Started({ ...settings, DATA_DIR: dataDir });
        started.push(product);
        await product.ready();
        return product;
      },
      newPage: async (options) => {
        const context = await browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        return await context.newPage();
      },
    });
  } catch (error) {
    for (const product of started) console.error(product.printed());
    throw error;
  } finally {
    await browser.close();
    for (const product of started) await product.kill();
    await gone(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** The part of `deno task start` that follows the build. */
async function startCommand(): Promise<string> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${root}deno.json`));
  return tasks.start.command.split("&&").at(-1).trim();
}

class Started implements Product {
  url = "";
  #output = "";
  #isOver = false;
  readonly #child: Promise<Deno.ChildProcess>;
  readonly #status: Promise<Deno.CommandStatus>;

  constructor(settings: Record<string, string>) {
    this.#child = startCommand().then((command) => spawn(command, settings));
    this.#status = this.#follow();
  }

  printed(): string {
    return this.#output;
  }

  /** Resolves once it has said where it is. */
  async ready(): Promise<void> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const address = /^Hissuno is ready at (\S+)$/m.exec(this.#output);
      // The database is named after the address.
      if (address && /^Database: .*$/m.test(this.#output)) {
        this.url = address[1]!;
        return;
      }
      if (this.#isOver) throw new Error("The product ended instead of starting");
      if (performance.now() > end) throw new Error("The product did not start in time");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async end(): Promise<number> {
    (await this.#child).kill("SIGTERM");
    return (await this.#status).code;
  }

  /** Ends it at once, unless it has ended. */
  async kill(): Promise<void> {
    const child = await this.#child;
    if (!this.#isOver) child.kill("SIGKILL");
    await this.#status;
  }

  async #follow(): Promise<Deno.CommandStatus> {
    const child = await this.#child;
    const collect = async (stream: ReadableStream<Uint8Array>) => {
      const decoder = new TextDecoder();
      for await (const bytes of stream) this.#output += decoder.decode(bytes, { stream: true });
    };
    const [status] = await Promise.all([
      child.status,
      collect(child.stdout),
      collect(child.stderr),
    ]);
    this.#isOver = true;
    return status;
  }
}

/** The shell is replaced by the command, so that signals reach the product itself. */
function spawn(command: string, settings: Record<string, string>): Deno.ChildProcess {
  const inherited = Object.entries(Deno.env.toObject()).filter(([name]) => !SETTING.test(name));
  const env = Object.fromEntries(inherited);
  return new Deno.Command("sh", {
    args: ["-c", `exec ${command}`],
    cwd: root,
    clearEnv: true,
    env: {
      ...env,
      PATH: `${dirname(Deno.execPath())}:${env.PATH ?? ""}`,
      HOST: "127.0.0.1",
      PORT: "0",
      ...settings,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}
