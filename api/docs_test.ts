import assert from "node:assert/strict";
import { apiTest, ORIGIN, type TestApi } from "./testing.ts";

/** A curl command as a request. Knows the options the page uses, and fails on any other. */
function parseCurl(command: string, variables: Record<string, string>): [string, RequestInit] {
  const words = wordsOf(command, variables);
  assert.equal(words.shift(), "curl");
  const headers = new Headers();
  let url = "";
  let method: string | undefined;
  let body: string | undefined;
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === "-X") method = words.shift();
    else if (word === "-d") body = words.shift();
    else if (word === "-H") {
      const [name, value] = words.shift()!.split(/: (.*)/s) as [string, string];
      headers.set(name, value);
    } else if (word !== "-N") {
      assert.match(word, /^http/, `Unknown option ${word}`);
      url = word;
    }
  }
  return [url, { method: method ?? (body === undefined ? "GET" : "POST"), headers, body }];
}

/** The words of a command line as a shell makes them. */
function wordsOf(command: string, variables: Record<string, string>): string[] {
  const words: string[] = [];
  const parts = /'([^']*)'|"((?:\\.|[^"\\])*)"|\\\n|([^\s'"\\]+)|(\s+)/gs;
  let word: string | null = null;
  for (const [, single, double, plain, space] of command.matchAll(parts)) {
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      const text = (double ?? plain)?.replace(/\\(["\\$])/g, "$1")
        .replace(/\$([A-Z]+)/g, (_, name) => variables[name] ?? assert.fail(`No $${name}`));
      if (single !== undefined || text !== undefined) word = (word ?? "") + (single ?? text);
    }
  }
  return word === null ? words : [...words, word];
}

/** The blocks of the page in one language. */
async function blocksOf(language: string): Promise<string[]> {
  const page = await Deno.readTextFile(new URL("../docs/api.md", import.meta.url));
  return [...page.matchAll(new RegExp("^```" + language + "\n(.*?)^```", "gms"))]
    .map((match) => match[1]!.trim());
}

async function send(api: TestApi, url: string, init: RequestInit) {
  const gone = new AbortController();
  const response = await api.app.fetch(new Request(url, { ...init, signal: gone.signal }));
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream) return { status: response.status, text: await response.text() };
  await response.body!.cancel();
  return { status: response.status, text: "" };
}

apiTest("Every curl command of the API's page does what the page says", async (api) => {
  const { id } = await api.create({ messages: [{ role: "user", content: "Hello" }] });
  const variables = { HISSUNO: ORIGIN, PROJECT: api.projectId, KEY: api.keys.full, SESSION: id };
  const commands = await blocksOf("sh");
  assert.ok(commands.length >= 14, `${commands.length} commands`);
  for (const command of commands) {
    const [url, init] = parseCurl(command, variables);
    const { status, text } = await send(api, url, init);
    const isCreate = init.method === "POST" &&
      /(sessions|issues|product-scopes|knowledge-sources|customers|companies)(\/[^/]+\/messages)?(\?|$)/
        .test(url);
    const isBegun = init.method === "POST" && /\/review(\?|$)/.test(url);
    const expected = init.method === "DELETE" ? 204 : isCreate ? 201 : isBegun ? 202 : 200;
    assert.equal(status, expected, `${command}\n${text}`);
  }
  const [row] = await api.sql`select count(*)::int as amount from sessions where id = ${id}`;
  assert.equal(row!.amount, 0);
});

apiTest("The page shows sessions and messages with exactly the fields they have", async (api) => {
  const created = await api.create({
    user_metadata: { email: "jane@example.com" },
    messages: [{ role: "user", content: "Hello" }],
  });
  const blocks = (await blocksOf("json")).map((block) => JSON.parse(block));
  const list = blocks.find((block) => block.sessions);
  assert.deepEqual(Object.keys(list.sessions[0]).sort(), Object.keys(created).sort());
  assert.deepEqual(Object.keys(list.sessions[0].contact), Object.keys(created.contact));
  const { body } = await api.get(api.sessions(`/${created.id}`));
  const message = blocks.find((block) => block.role);
  assert.deepEqual(Object.keys(message), Object.keys(body.messages[0]));
});

apiTest(
  "The page names every route, every parameter and every field of the bodies",
  async (api) => {
    const page = await Deno.readTextFile(new URL("../docs/api.md", import.meta.url));
    const { sessionQuery } = await import("./schemas/session_query.ts");
    const bodies = await import("./schemas/session_body.ts");
    const issues = await import("./schemas/issue_body.ts");
    const scopes = await import("./schemas/product_scope_body.ts");
    const customers = await import("./schemas/customer_body.ts");
    const { issueQuery } = await import("../core/issues/mod.ts");
    const knowledge = await import("./schemas/knowledge_body.ts");
    const names = [
      sessionQuery,
      knowledge.sourceBody,
      knowledge.packageBody,
      bodies.sessionBody,
      bodies.messageBody,
      bodies.shortSessionBody,
      bodies.sessionPatchBody,
      bodies.bulkBody,
      issueQuery,
      issues.issueBody,
      issues.issuePatchBody,
      issues.issueLinkBody,
      issues.issueMergeBody,
      issues.issueSplitBody,
      scopes.productScopeBody,
      customers.contactBody,
      customers.companyBody,
      customers.contactQuery,
      customers.companyQuery,
      customers.customerMergeBody,
      customers.customerUnmergeBody,
      customers.splitBody,
      customers.eraseBody,
      customers.importQuery,
    ].flatMap((schema) => Object.keys(schema.shape));
    for (const name of names) {
      assert.match(page, new RegExp(`[\`"{ ]${name}[\`",} ]`), `${name} is not on the page`);
    }
    for (const { method, path } of api.app.routes) {
      if (method === "ALL") continue;
      const rest = path.replace(/^\/api(\/projects\/:projectId)?/, "").replace(
        "/:connectionId",
        "/:id",
      )
        .replace(/^\/sessions\/:sessionId/, "");
      assert.ok(page.includes(rest), `${method} ${path} is not on the page`);
    }
    await Promise.resolve();
  },
);
