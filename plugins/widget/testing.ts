import { Hono } from "hono";
import { createHost } from "../../core/plugin_kit/create_host.ts";
import type { Secret } from "../../core/crypto.ts";
import type { Sql } from "../../core/db/mod.ts";
import { EventHub } from "../../core/events/mod.ts";
import { createProject, updateProject } from "../../core/projects/mod.ts";
import type { LiveHost, PluginRoute } from "#plugin-kit";
import plugin from "./mod.ts";

/** One request to the widget's routes. */
export interface TestCall {
  method?: string;
  /** A plain object is sent as JSON, a text as it is. */
  body?: unknown;
  /** Null: no Authorization at all. */
  token?: string | null;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** The widget's routes on a real database, called without a port. */
export interface TestWidget {
  sql: Sql;
  hub: EventHub;
  projectId: string;
  /** Sets the widget's part of the project's settings. */
  configure(settings: Record<string, unknown>): Promise<void>;
  call(path: string, call?: TestCall): Promise<Response>;
  /** Answers real requests, as the server does below `/plugins/widget`. */
  fetch(request: Request): Response | Promise<Response>;
  /** As `call`, for JSON answers. */
  // deno-lint-ignore no-explicit-any -- tests look at answers of every shape.
  json(path: string, call?: TestCall): Promise<{ status: number; body: any; headers: Headers }>;
  stop(): Promise<void>;
}

/** The installation's secret of the tests. */
export const testSecret: Secret = { current: "s".repeat(64), previous: [] };

/** A token of the right form, different for each letter. */
export function tokenOf(letter: string): string {
  return letter.repeat(43);
}

/** Sets up a project and the routes; `stop` before the database goes. */
export async function testWidget(sql: Sql, address = "203.0.113.7"): Promise<TestWidget> {
  const hub = new EventHub(sql);
  await hub.start();
  const stopping = new AbortController();
  const services = {
    sql,
    hub,
    idleMinutes: 15,
    stopping: stopping.signal,
    bundles: { "widget-app": "/widget/app-TEST.js" },
    secret: testSecret,
  };
  const host = createHost(services, plugin.manifest.id);
  const project = await createProject(sql, { name: "Acme" });
  const app = new Hono();
  for (const { method, path, handle } of plugin.routes as PluginRoute<LiveHost>[]) {
    app.on(method, path, (context) => {
      const params = context.req.param() as Record<string, string>;
      return handle(context.req.raw, { params, host, clientAddress: address });
    });
  }
  const call = async (path: string, { body, token, headers, ...rest }: TestCall = {}) => {
    const all = new Headers({ origin: "https://shop.test", ...headers });
    if (token !== null) all.set("authorization", `Bearer ${token ?? tokenOf("a")}`);
    return await app.fetch(
      new Request(`http://hissuno.test${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: all,
        body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
        ...rest,
      }),
    );
  };
  return {
    sql,
    hub,
    projectId: project.id,
    async configure(widget) {
      await updateProject(sql, project.id, { settings: { widget } });
    },
    call,
    fetch: new Hono().route("/plugins/widget", app).fetch,
    async json(path, given) {
      const answer = await call(path, given);
      return { status: answer.status, body: await answer.json(), headers: answer.headers };
    },
    async stop() {
      stopping.abort();
      await hub.stop();
    },
  };
}

/** Reads a stream's events one by one. */
export async function* readEvents(answer: Response) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of answer.body!) {
    text += decoder.decode(chunk, { stream: true });
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      const event = /^event: (.*)$/m.exec(text.slice(0, end))?.[1];
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      if (event) yield { event, data: JSON.parse(data!) };
    }
  }
}
