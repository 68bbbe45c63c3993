/** A second server process in small: a worker with its own modules, pool, hub and API. */
import { testEngine } from "../core/sync/testing/engine.ts";
import { testAccounts } from "../core/access/testing.ts";
import { RateLimiter } from "../core/access/mod.ts";
import { connect } from "../core/db/mod.ts";
import { EventHub } from "../core/events/mod.ts";
import { configureLog } from "../core/log.ts";
import { createApi } from "./app.ts";

/** What a test asks of the replica. */
export type ReplicaRequest =
  | { type: "start"; url: string; sources: string[] }
  | { type: "fetch"; url: string; method: string; headers: Record<string, string>; body?: string }
  | { type: "watch"; url: string; headers: Record<string, string> }
  | { type: "signal"; projectId: string; sessionId: string; data: Record<string, unknown> }
  | { type: "stop" };

const worker = self as unknown as {
  onmessage: (event: MessageEvent<ReplicaRequest>) => void;
  postMessage(message: unknown): void;
};

let running: ReturnType<typeof run> | undefined;

function run(url: string, sources: string[]) {
  configureLog({ level: "error" });
  const sql = connect(url, { max: 3, applicationName: "hissuno-test-replica" });
  const hub = new EventHub(sql);
  const stop = new AbortController();
  const app = createApi({
    sql,
    hub,
    accounts: testAccounts(sql),
    rateLimiter: new RateLimiter(sql),
    sync: testEngine(sql),
    sources,
    publicUrl: null,
    stopping: stop.signal,
  });
  return { sql, hub, stop, app };
}

worker.onmessage = async ({ data: request }) => {
  if (request.type === "start") {
    running = run(request.url, request.sources);
    await running.hub.start();
    return worker.postMessage({ type: "done" });
  }
  const { app, hub, stop, sql } = running!;
  if (request.type === "fetch") {
    const { url, method, headers, body } = request;
    const response = await app.fetch(new Request(url, { method, headers, body }));
    worker.postMessage({ type: "done", status: response.status, text: await response.text() });
  } else if (request.type === "watch") {
    const response = await app.fetch(new Request(request.url, { headers: request.headers }));
    worker.postMessage({ type: "done", status: response.status });
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      worker.postMessage({ type: "chunk", chunk });
    }
  } else if (request.type === "signal") {
    hub.ephemeral(request.projectId, request.sessionId, "typing", request.data);
    worker.postMessage({ type: "done" });
  } else {
    stop.abort();
    await hub.stop();
    await sql.end({ timeout: 1 });
    worker.postMessage({ type: "done" });
  }
};
