/** The API on a real database, called without a port; what the tests of api/ share. */
import { testEngine } from "../core/sync/testing/engine.ts";
import assert from "node:assert/strict";
import type { Hono } from "hono";
import { createKey, keyUsesNoted, RateLimiter, type Role, roles } from "../core/access/mod.ts";
import { cookieSecret } from "../core/access/session_cookie.ts";
import { testAccounts, testProject } from "../core/access/testing.ts";
import type { Secret } from "../core/crypto.ts";
import { connect, type Sql } from "../core/db/mod.ts";
import { dbTest } from "../core/db/testing.ts";
import { EventHub } from "../core/events/mod.ts";
import { randomToken } from "../core/id.ts";
import { configureLog } from "../core/log.ts";
import { createApi } from "./app.ts";
import type { ApiEnv, ApiServices } from "./context.ts";

/** Where the tests pretend the API is. */
export const ORIGIN = "http://localhost:8000";

/** Sources as a server with all connectors knows them. */
export const SOURCES = [
  ..."widget slack intercom gong fathom zendesk posthog api manual".split(" "),
];

const secret: Secret = {
  current: "a secret of the tests, long enough for anything",
  previous: [],
};

// JSON as a client sees it. `any`: tests look into answers of every shape.
// deno-lint-ignore no-explicit-any
export type Json = any;

/** What a call got. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

/** How a call is made. */
export interface Call {
  /** The key to send, or null for none. @default {a key that may do everything} */
  key?: string | null;
  /** The person who calls, by session cookie, instead of a key. */
  as?: Role | "stranger";
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, instead of `json`. */
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** An API with two projects, keys and people. */
export interface TestApi {
  sql: Sql;
  url: string;
  app: Hono<ApiEnv>;
  services: ApiServices;
  projectId: string;
  /** A key of each scope, and one with full scope of the other project. */
  keys: Record<"read" | "write" | "full" | "other", string>;
  otherProjectId: string;
  /** A person of each role, with the cookie that signs them in; `stranger` is in the other project. */
  people: Record<Role | "stranger", { id: string; name: string; cookie: string }>;
  /** Lines logged so far that tell of a fault of ours. */
  faults: string[];
  /** Ends the server, as its stop signal does. */
  stop: AbortController;
  /** Sends a request and reads the whole answer. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** Sends a request; for streams. */
  open(method: string, path: string, call?: Call): Promise<Response>;
  get(path: string, call?: Call): Promise<Answer>;
  post(path: string, json: unknown, call?: Call): Promise<Answer>;
  /** `/api/sessions<rest>` with the project in the query. */
  sessions(rest?: string, query?: Record<string, string>): string;
  /** Creates a session and returns it. */
  create(body?: unknown, call?: Call): Promise<Json>;
  /** Another instance of the API on the same database. */
  replica(overrides?: Partial<ApiServices>): Hono<ApiEnv>;
}

/**
 * Registers a test with an API of its own. It fails when anything was answered with a 500, however
 * the test looks at its answers.
 */
export function apiTest(
  name: string,
  test: (api: TestApi) => Promise<void>,
  options: { faultsExpected?: boolean; services?: Partial<ApiServices>; max?: number } = {},
): void {
  dbTest(name, async (sql, { url }) => {
    const faults: string[] = [];
    const undo = configureLog({
      level: "error",
      pretty: false,
      write: (line) => void faults.push(line),
    });
    const api = await testApi(sql, url, faults, options.services);
    try {
      await test(api);
      if (!options.faultsExpected) assert.deepEqual(faults, []);
    } catch (error) {
      if (!options.faultsExpected && faults.length > 0) console.error(faults.join("\n"));
      throw error;
    } finally {
      api.stop.abort();
      await api.services.hub.stop();
      await api.services.rateLimiter.idle();
      await keyUsesNoted();
      undo();
    }
  }, { max: options.max ?? 4 });
}

async function testApi(
  sql: Sql,
  url: string,
  faults: string[],
  overrides: Partial<ApiServices> = {},
): Promise<TestApi> {
  const stop = new AbortController();
  const services: ApiServices = {
    sql,
    hub: new EventHub(sql),
    accounts: testAccounts(sql),
    rateLimiter: new RateLimiter(sql),
    sync: testEngine(sql),
    sources: SOURCES,
    publicUrl: ORIGIN,
    secret: { current: "a secret that signs links in tests of the API", previous: [] },
    stopping: stop.signal,
    ...overrides,
  };
  const app = createApi(services);
  const mine = await testProject(sql, {
    owner: "owner",
    admin: "admin",
    member: "member",
    viewer: "viewer",
  });
  const other = await testProject(sql, { stranger: "owner" });
  const { projectId } = mine;
  const keyOf = async (scope: "read" | "write" | "full", project = projectId) =>
    (await createKey(sql, { projectId: project, name: scope, scope })).key;
  const people = {} as TestApi["people"];
  for (const role of [...roles, "stranger"] as const) {
    const user = role === "stranger" ? other.stranger : mine[role];
    people[role] = { id: user.id, name: user.name, cookie: await signIn(sql, user.id) };
  }
  const keys = {
    read: await keyOf("read"),
    write: await keyOf("write"),
    full: await keyOf("full"),
    other: await keyOf("full", other.projectId),
  };
  const open: TestApi["open"] = async (method, path, call = {}) =>
    await app.fetch(requestOf(method, path, call, keys.full, people));
  const call: TestApi["call"] = async (method, path, options) =>
    await answerOf(await open(method, path, options));
  const sessions: TestApi["sessions"] = (rest = "", query = {}) =>
    `/api/sessions${rest}?${new URLSearchParams({ projectId, ...query })}`;
  return {
    sql,
    url,
    app,
    services,
    projectId,
    otherProjectId: other.projectId,
    keys,
    people,
    faults,
    stop,
    open,
    call,
    sessions,
    get: (path, options) => call("GET", path, options),
    post: (path, json, options) => call("POST", path, { json, ...options }),
    create: async (body = {}, options) => {
      const answer = await call("POST", sessions(), { json: body, ...options });
      assert.equal(answer.status, 201, answer.text);
      return answer.body.session;
    },
    replica: (changes = {}) => createApi({ ...services, ...changes }),
  };
}

/** A request as a client of that kind sends it. */
function requestOf(
  method: string,
  path: string,
  call: Call,
  defaultKey: string,
  people: TestApi["people"],
): Request {
  const key = call.key === undefined ? defaultKey : call.key;
  const headers = new Headers(
    call.as
      ? { cookie: people[call.as].cookie, origin: ORIGIN }
      : key === null
      ? {}
      : { authorization: `Bearer ${key}` },
  );
  const body = call.body ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
  if (body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  return new Request(ORIGIN + path, { method, headers, body, signal: call.signal });
}

/** Reads an answer; `body` is its JSON, or undefined when it has none. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  const body = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body };
}

/** Expects the documented error: that status, and a sentence in `error`. */
export function assertError(answer: Answer, status: number, sentence?: RegExp): void {
  assert.equal(answer.status, status, answer.text.slice(0, 500));
  assert.equal(typeof answer.body?.error, "string", answer.text.slice(0, 500));
  assert.match(answer.body.error, /^[\p{Lu}\p{L}].*[.!]$/su);
  if (sentence) assert.match(answer.body.error, sentence);
}

/** What a request must not change: the number of rows of every table a request could write. */
export async function rowCounts(sql: Sql): Promise<Record<string, number>> {
  const [row] = await sql<Record<string, number>[]>`
    select (select count(*)::int from sessions) as sessions,
      (select count(*)::int from messages) as messages,
      (select count(*)::int from contacts) as contacts,
      (select count(*)::int from contact_identities) as identities,
      (select count(*)::int from session_search) as searches,
      (select count(*)::int from session_tags) as tags,
      (select count(*)::int from session_links) as links,
      (select count(*)::int from issues) as issues,
      (select count(*)::int from issue_quotes) as quotes,
      (select count(*)::int from issue_changes) as changes,
      (select count(*)::int from product_scopes) as scopes,
      (select count(*)::int from events) as events,
      (select count(*)::int from idempotency_keys) as keys,
      (select coalesce(sum(amount), 0)::int from session_counts) as counted,
      (select count(*)::int from jobs) as jobs`;
  return { ...row! };
}

/** A second pool on the test's database. */
export function secondPool(api: TestApi, max = 4): Sql {
  return connect(api.url, { max, applicationName: "hissuno-test-2" });
}

/** Signs a person in without a password, which takes long to check; the cookie to send. */
async function signIn(sql: Sql, userId: string): Promise<string> {
  const token = randomToken(24);
  await sql`
    insert into account_sessions (id, user_id, token, expires_at)
    values (${randomToken(12)}, ${userId}, ${token}, now() + interval '1 day')`;
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(await cookieSecret(secret)),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(token));
  const value = `${token}.${new Uint8Array(signature).toBase64()}`;
  return `hissuno.session_token=${encodeURIComponent(value)}`;
}
