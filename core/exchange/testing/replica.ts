import { fileURLToPath } from "node:url";
import { type Page, signed } from "./pager.ts";
import { SIGNING } from "./office.ts";

/** A replica in a process of its own. */
export class Replica {
  readonly #child: Deno.ChildProcess;
  #port: Promise<number>;

  /** @param leaseSeconds how long its work waits for another one after its death */
  constructor(databaseUrl: string, providerUrl: string, leaseSeconds: number) {
    const script = fileURLToPath(new URL("./replica_process.ts", import.meta.url));
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", script, databaseUrl, providerUrl, String(leaseSeconds)],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#port = this.#readPort();
  }

  /** Resolves once it takes deliveries. */
  async ready(): Promise<void> {
    await this.#port;
  }

  /** Sends a page as the provider does; the status of the answer. */
  async deliver(page: Page): Promise<number> {
    const request = await signed({ account: "T1", ...page }, SIGNING, new Date());
    const { method, headers } = request;
    const body = await request.text();
    const address = `http://127.0.0.1:${await this.#port}/`;
    const response = await fetch(address, { method, headers, body });
    await response.body?.cancel();
    return response.status;
  }

  /** Ends it as a power cut does, or as an operator does. */
  async end(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended already.
    }
    await this.#child.status;
    await this.#child.stdout.cancel().catch(() => {});
  }

  async #readPort(): Promise<number> {
    const reader = this.#child.stdout.getReader();
    const { value } = await reader.read();
    reader.releaseLock();
    return Number(new TextDecoder().decode(value));
  }
}

/** Waits until something holds, for at most twenty seconds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let turn = 0; turn < 800; turn++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited in vain until ${what}`);
}
