import assert from "node:assert/strict";
import { newId } from "../core/id.ts";
import { apiTest, assertError, type Call, rowCounts, type TestApi } from "./testing.ts";
import {
  type CustomerThings,
  isOfErasers,
  noCustomer,
  secretCustomer,
} from "./testing_customers.ts";
import { bodies } from "./testing_routes.ts";

interface Route {
  method: string;
  /** With parameters: `/api/sessions/:sessionId`. */
  path: string;
  body: unknown;
}

/** Every route that answers, as the app itself lists them. */
function routesOf(api: TestApi): Route[] {
  const routes = new Map<string, Route>();
  for (const { method, path } of api.app.routes) {
    // Middleware, and the 405 of what a path lacks.
    if (method === "ALL") continue;
    const rest = path.replace(/^\/api(\/projects\/:projectId)?(\/sessions)?/, "");
    const name = `${method} ${rest}`;
    assert.ok(name in bodies, `Tell this test how to call ${method} ${path}`);
    routes.set(`${method} ${path}`, { method, path, body: bodies[name] });
  }
  return [...routes.values()];
}

/** Ids of things of the first project, by the parameter that names them. */
interface Things extends CustomerThings {
  sessionId: string;
  connectionId: string;
  runId: string;
  problemId: string;
  channelId: string;
  decisionId: string;
  issueId: string;
  otherIssueId: string;
  quoteId: string;
  scopeId: string;
  sourceId: string;
  pageId: string;
  packageId: string;
  caseId: string;
}

/** The address of a route for a project and its things. */
function addressOf(route: Route, projectId: string, things: Things): string {
  const path = route.path.replace(
    /:(\w+)/g,
    (_, name) => name === "projectId" ? projectId : things[name as Exclude<keyof Things, "words">],
  );
  const address = route.path.includes(":projectId") ? path : `${path}?projectId=${projectId}`;
  if (!route.path.endsWith("/search")) return address;
  return `${address}${address.includes("?") ? "&" : "?"}search=confidential`;
}

/** It needs no project: everybody gets their own. */
const isOfCaller = ({ path }: Route) => path === "/api/projects";

/** Routes of connections need more than the right to write, and have tests of their own. */
const isOfConnections = ({ path }: Route) => path.includes("/connections");

/** What needs more than the rights to read and write. */
const isForAdmins = (route: Route) =>
  isOfErasers(route.path) || route.method !== "GET" &&
    (isOfConnections(route) || route.path.endsWith("/settings/agent"));

function callOf(route: Route, things: Things, call: Call): Call {
  const { sessionId, otherIssueId, words } = things;
  // A person writes as the team, a program as it says.
  if (call.as && route.path.endsWith("/messages")) return { ...call, json: { content: "A reply" } };
  if (route.body === undefined) return call;
  const body = JSON.stringify(route.body).replace("<session>", sessionId)
    .replace("<issue>", otherIssueId).replace("<name>", newId("pack"))
    .replace(/<[a-z ]+>/g, (word) => words[word] ?? word);
  return { ...call, body };
}

/** A session and a connection with texts nobody else may see. */
async function secretThings(
  api: TestApi,
  path = "/issues /knowledge /review /customers /agent/",
): Promise<Things> {
  const said = [{ role: "user", content: "A confidential word" }];
  if (path.includes("/agent/")) said.push({ role: "assistant", content: "A confidential answer" });
  const session = await api.create({ name: "Confidential name", messages: said });
  const connectionId = newId("conn");
  await api.sql`
    insert into connections (project_id, id, source, name, secret, created_at, updated_at)
    values (${api.projectId}, ${connectionId}, 'acme', 'Confidential source', '-', now(), now())`;
  const none = { runId: "run_none", problemId: "prob_none", channelId: "C-none" };
  const sessionId: string = session.id;
  const issue = /issues|scopes/.test(path) ? await secretIssue(api, sessionId) : noIssue;
  const knowledge = path.includes("knowledge") ? await secretKnowledge(api) : noKnowledge;
  const decisionId = path.includes("review") ? await secretDecision(api, sessionId) : "";
  const customer = /customers|contacts|companies/.test(path)
    ? await secretCustomer(api, path)
    : noCustomer;
  const caseId = path.includes("/agent/")
    ? (await api.post(`/api/projects/${api.projectId}/agent/cases`, { session_id: sessionId })).body
      .case.id as string
    : "";
  const own = { sessionId, connectionId, ...none, decisionId, caseId };
  return { ...own, ...issue, ...knowledge, ...customer };
}

/** What a review suggests, waiting for a person. */
async function secretDecision({ sql, projectId }: TestApi, sessionId: string) {
  const [runId, decisionId] = [newId("rev"), newId("dec")];
  await sql`
    insert into review_runs (project_id, id, session_id, number, status, asked_by, mode,
      message_count, started_at, moved_at)
    values (${projectId}, ${runId}, ${sessionId}, 1, 'done', 'closed', 'suggest', 1, now(), now())`;
  await sql`
    insert into review_decisions (project_id, id, session_id, run_id, step, kind, subject, value,
      reason, confidence, made_by, created_at)
    values (${projectId}, ${decisionId}, ${sessionId}, ${runId}, 'classify', 'tag', 'bug',
      '{"tag": "bug"}', 'Says confidential things.', 0.8, 'rules', now())`;
  return decisionId;
}

const noKnowledge = { sourceId: "", pageId: "", packageId: "" };

/** A website with a page that failed, in a package of its own. */
async function secretKnowledge({ sql, projectId }: TestApi) {
  const [sourceId, pageId, packageId] = [newId("know"), newId("doc"), newId("pack")];
  await sql`
    insert into knowledge_sources (project_id, id, kind, name, url, status, created_at, updated_at)
    values (${projectId}, ${sourceId}, 'website', 'Confidential site', 'https://example.com/',
      'failed', now(), now())`;
  await sql`
    insert into knowledge_documents (project_id, source_id, id, address, status, created_at)
    values (${projectId}, ${sourceId}, ${pageId}, 'https://example.com/confidential', 'failed',
      now())`;
  await sql`
    insert into knowledge_packages (project_id, id, name, created_at, updated_at)
    values (${projectId}, ${packageId}, ${`Confidential ${packageId}`}, now(), now())`;
  return { sourceId, pageId, packageId };
}

const noIssue = { issueId: "", otherIssueId: "", quoteId: "", scopeId: "" };

/** An issue with a session as its evidence, and a product scope. */
async function secretIssue(api: TestApi, sessionId: string) {
  const base = `/api/projects/${api.projectId}`;
  const scope = await api.post(`${base}/product-scopes`, { name: "Confidential area" });
  const product_scopes = [scope.body.scope.id];
  const issue = await api.post(`${base}/issues`, { title: "Confidential issue", product_scopes });
  const other = await api.post(`${base}/issues`, { title: "Another confidential issue" });
  const { id } = issue.body.issue;
  const said = { session_id: sessionId, quotes: [{ sequence: 1 }] };
  const link = await api.post(`${base}/issues/${id}/links`, said);
  return {
    issueId: id as string,
    otherIssueId: other.body.issue.id as string,
    quoteId: link.body.link.quote_ids[0] as string,
    scopeId: scope.body.scope.id as string,
  };
}

const secrets = /confidential/i;

apiTest(
  "The API has the documented routes on both paths, each callable by this test",
  async (api) => {
    const routes = routesOf(api).map(({ method, path }) => `${method} ${path}`);
    for (const method of ["GET", "POST"]) {
      assert.ok(routes.includes(`${method} /api/sessions`));
      assert.ok(routes.includes(`${method} /api/projects/:projectId/sessions`));
    }
    assert.ok(routes.includes("GET /api/sessions/:sessionId"));
    assert.ok(routes.includes("GET /api/projects/:projectId/sessions/:sessionId"));
    assert.ok(routes.length >= 33);
    await Promise.resolve();
  },
);

apiTest(
  "No route answers without a key, with a wrong one, or with another project's",
  async (api) => {
    const things = await secretThings(api);
    const { createKey, revokeKey } = await import("../core/access/mod.ts");
    const make = async (name: string, at?: Date, expiresAt?: Date) =>
      await createKey(api.sql, { projectId: api.projectId, name, scope: "full", expiresAt }, at);
    const hour = 3_600_000;
    const now = Date.now();
    const expired = await make("Old", new Date(now - 2 * hour), new Date(now - hour));
    const revoked = await make("Revoked");
    assert.equal((await api.get(api.sessions(), { key: revoked.key })).status, 200);
    await revokeKey(api.sql, { projectId: api.projectId, keyId: revoked.id });
    const before = await rowCounts(api.sql);
    const nobody: Call[] = [
      { key: null },
      { key: "" },
      { key: "hiss_unknown_key_of_the_right_length_000000000" },
      { key: `${api.keys.full}x` },
      { key: api.keys.full.toUpperCase() },
      { key: expired.key },
      { key: revoked.key },
      { key: null, headers: { authorization: api.keys.full } },
      { key: null, headers: { authorization: `Basic ${btoa(`x:${api.keys.full}`)}` } },
      { key: null, headers: { cookie: "hissuno.session_token=forged.c2lnbmVk" } },
      { key: null, headers: { "x-api-key": api.keys.full } },
    ];
    const refused: [Call, number[]][] = [
      ...nobody.map((call): [Call, number[]] => [call, [401]]),
      [{ key: api.keys.other }, [403]],
      [{ as: "stranger" }, [403]],
    ];
    for (const route of routesOf(api)) {
      if (isOfCaller(route)) continue;
      const address = addressOf(route, api.projectId, things);
      for (const [call, statuses] of refused) {
        const answer = await api.call(route.method, address, callOf(route, things, call));
        const label = `${route.method} ${route.path} ${JSON.stringify(call)}`;
        assert.ok(statuses.includes(answer.status), `${label}: ${answer.status}`);
        assertError(answer, answer.status);
        assert.doesNotMatch(answer.text, secrets, label);
      }
    }
    assert.deepEqual(await rowCounts(api.sql), before);
  },
);

apiTest(
  "Another project's session is not found through one's own project, on any route",
  async (api) => {
    const things = await secretThings(api);
    const before = await rowCounts(api.sql);
    const [row] = await api.sql`select * from sessions where id = ${things.sessionId}`;
    for (const route of routesOf(api)) {
      const address = addressOf(route, api.otherProjectId, things);
      for (const call of [{ key: api.keys.other }, { as: "stranger" as const }]) {
        if (
          !/:(session|connection|issue|scope|source|package|case|contact|company|import)Id/.test(
            route.path,
          )
        ) continue;
        const answer = await api.call(route.method, address, callOf(route, things, call));
        assertError(
          answer,
          404,
          /^(Session|Connection|Run|Running sync|Problem|Channel|Issue|Product scope|Knowledge entry|Package|Example|Page|Contact|Company|Merge|Import) not found\.$/,
        );
      }
    }
    const bulk = { session_ids: [things.sessionId], is_archived: true };
    const answer = await api.post(`/api/sessions/bulk?projectId=${api.otherProjectId}`, bulk, {
      key: api.keys.other,
    });
    assert.deepEqual(answer.body, { updated: 0 });
    assert.deepEqual(await rowCounts(api.sql), before);
    assert.deepEqual(
      (await api.sql`select * from sessions where id = ${things.sessionId}`)[0],
      row,
    );
  },
);

apiTest(
  "What only reads cannot write: a read key and a viewer on every writing route",
  async (api) => {
    const things = await secretThings(api);
    const before = await rowCounts(api.sql);
    for (const route of routesOf(api)) {
      const address = addressOf(route, api.projectId, things);
      for (const call of [{ key: api.keys.read }, { as: "viewer" as const }]) {
        const response = await api.open(route.method, address, callOf(route, things, call));
        const label = `${route.method} ${route.path}`;
        const isKnown = route.path.includes(":runId") ? 404 : 200;
        const mayRead = route.method === "GET" && !isForAdmins(route);
        assert.equal(response.status, mayRead ? isKnown : 403, label);
        const isError = response.status === 403;
        if (isError) assert.match((await response.json()).error, /scope is read|role .* is viewer/);
        else await response.body?.cancel();
      }
    }
    // A body that names the project is no way around.
    const named = { project_id: api.projectId, ...(bodies["POST "] as object) };
    assertError(await api.post("/api/sessions", named, { key: api.keys.read }), 403);
    assertError(await api.post("/api/sessions", named, { as: "viewer" }), 403);
    assert.deepEqual(await rowCounts(api.sql), before);
  },
);

apiTest(
  "Whoever may write can call every route, and people only from our own pages",
  async (api) => {
    const writers: Call[] = [
      { key: api.keys.write },
      { as: "member" },
      { as: "admin" },
      { as: "owner" },
    ];
    for (const call of writers) {
      for (const route of routesOf(api)) {
        const things = await secretThings(api, route.path);
        const address = addressOf(route, api.projectId, things);
        const sent = callOf(route, things, call);
        const label = `${route.method} ${route.path} ${JSON.stringify(call)}`;
        if (isForAdmins(route)) {
          const mayManage = call.as === "owner" || call.as === "admin";
          if (!mayManage) assertError(await api.call(route.method, address, sent), 403);
          continue;
        }
        const response = await api.open(route.method, address, sent);
        if (route.path.includes(":runId")) continue;
        assert.ok(response.status < 300, `${label}: ${response.status}`);
        await response.body?.cancel();
        if (!call.as || route.method === "GET") continue;
        for (const origin of ["https://evil.example", "null"]) {
          const forged = { ...sent, headers: { origin } };
          assertError(await api.call(route.method, address, forged), 403);
        }
      }
    }
  },
);

apiTest("A method that a path lacks is a 405 that names the possible ones", async (api) => {
  const routes = routesOf(api);
  const things = await secretThings(api);
  for (const path of new Set(routes.map((route) => route.path))) {
    const possible = routes.filter((route) => route.path === path).map(({ method }) => method);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      if (possible.includes(method)) continue;
      const route = { method, path, body: undefined };
      const answer = await api.call(method, addressOf(route, api.projectId, things));
      assertError(answer, 405);
      assert.equal(answer.headers.get("allow"), possible.join(", "), `${method} ${path}`);
    }
  }
});

apiTest("Answers are not cached, not sniffed, and JSON", async (api) => {
  const things = await secretThings(api);
  for (const path of [api.sessions(), api.sessions(`/${things.sessionId}`), "/api/nothing"]) {
    const { headers } = await api.get(path);
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-type")!, /^application\/json/);
  }
});
