import { fileURLToPath } from "node:url";
import { FakeServer } from "../../plugin_kit/testing/fake_server.ts";
import { SyncHarness } from "../../plugin_kit/testing/harness.ts";
import type { TestDatabase } from "../../db/testing.ts";
import { selectRun } from "../runs_sql.ts";
import { startSync } from "../start.ts";
import { acme, startAcme } from "./acme.ts";

/** What a run reads in these tests. */
export const PAGES = 5;
export const PAGE = 40;

/** A page of the list that a replica asks for. */
export interface PageRequest {
  replica: number;
  /** From 1, as the provider sees it: whether or not somebody asked for it before. */
  page: number;
}

/**
 * A provider in this process and replicas in processes of their own, each with an address of the
 * provider by which it is known.
 */
export class Replicas {
  readonly #provider = startAcme();
  readonly #front: FakeServer;
  readonly #processes = new Map<number, Deno.ChildProcess>();
  /** Who asked for which page, in order. */
  readonly asked: PageRequest[] = [];
  /** Called before a page is answered; the answer waits for it. */
  beforeAnswer: (request: PageRequest) => unknown = () => {};
  /** Called when a page's answer leaves: from now on the replica stores it. */
  afterAnswer: (request: PageRequest) => unknown = () => {};
  readonly harness: SyncHarness;
  #next = 0;

  /** @param leaseSeconds how long a dead replica's work waits for another one */
  constructor(readonly database: TestDatabase, readonly leaseSeconds: number) {
    this.#provider.setPageSize(PAGE);
    const base = new Date("2026-11-01T00:00:00Z").getTime();
    for (let index = 0; index < PAGES * PAGE; index++) {
      const key = `chat-${index}`;
      const at = new Date(base + index * 60_000);
      this.#provider.put({ key, text: `Question ${index}`, at });
      const lines = this.#provider.chats.get(key)!.lines;
      for (const number of [2, 3]) {
        const text = `Answer ${index}.${number}`;
        lines.push({ id: `${key}-${number}`, from: "team", text, at: at.toISOString() });
      }
    }
    this.harness = new SyncHarness(database.sql, acme, this.#provider.server.url);
    this.#front = new FakeServer((request) => this.#answer(request));
  }

  /** Starts one more replica; its number. */
  spawn(): number {
    const replica = ++this.#next;
    const script = fileURLToPath(new URL("./sync_process.ts", import.meta.url));
    const address = `${this.#front.url}/replica-${replica}`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", script, this.database.url, address, String(this.leaseSeconds)],
      stdout: "null",
      stderr: "inherit",
    }).spawn();
    this.#processes.set(replica, child);
    return replica;
  }

  /** Ends a replica as a power cut does. */
  async kill(replica: number): Promise<void> {
    const child = this.#processes.get(replica);
    if (!child) return;
    this.#processes.delete(replica);
    child.kill("SIGKILL");
    await child.status;
  }

  /** Freezes a replica, or has it go on. */
  signal(replica: number, signal: "SIGSTOP" | "SIGCONT"): void {
    this.#processes.get(replica)!.kill(signal);
  }

  /** Connects and starts a run; its id. */
  async start(): Promise<string> {
    await this.harness.connect(this.#provider.credentials);
    const { sql, projectId, connectionId } = this.harness;
    return await startSync(sql, projectId, connectionId, "incremental");
  }

  /** Waits until a run is over. */
  async finished(runId: string) {
    for (let turn = 0; turn < 6_000; turn++) {
      const run = (await selectRun(this.harness.sql, this.harness.projectId, runId))!;
      if (run.finished_at) return run;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("The run did not end within two minutes");
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((replica) => this.kill(replica)));
    await this.#front.close();
    await this.#provider.server.close();
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const [, number, path] = /^\/replica-(\d+)(\/.*)$/.exec(pathname)!;
    const page = Number(searchParams.get("page") ?? 0) / PAGE + 1;
    const asked = { replica: Number(number), page };
    this.asked.push(asked);
    await this.beforeAnswer(asked);
    const headers = { authorization: request.headers.get("authorization") ?? "" };
    const response = await fetch(this.#provider.server.url + path + search, { headers });
    const body = await response.text();
    this.afterAnswer(asked);
    return new Response(body, response);
  }
}
