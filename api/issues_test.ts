import assert from "node:assert/strict";
import fc from "fast-check";
import { issueBody, issueLinkBody, issuePatchBody, issueSplitBody } from "./schemas/issue_body.ts";
import { apiTest, assertError, type Json, rowCounts, type TestApi } from "./testing.ts";

const flat = (api: TestApi, rest = "", query = "") =>
  `/api/issues${rest}?projectId=${api.projectId}${query}`;
const ofProject = (api: TestApi, rest = "") => `/api/projects/${api.projectId}/issues${rest}`;

async function issue(api: TestApi, body: Json = {}): Promise<Json> {
  const answer = await api.post(flat(api), { title: "Export fails", ...body });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.issue;
}

apiTest("Issues are created, read, listed, changed and deleted on both paths", async (api) => {
  const made = await issue(api, { type: "bug", impact: 4, custom_fields: { team: "data" } });
  assert.match(made.id, /^iss_/);
  assert.deepEqual([made.type, made.status, made.priority], ["bug", "open", "low"]);
  assert.equal(made.created_by_kind, "api");
  const { body } = await api.get(ofProject(api, `/${made.id}`));
  assert.equal(body.issue.title, "Export fails");
  assert.deepEqual(body.issue.companies, []);
  const { priority_explained: priority } = body.issue;
  assert.deepEqual(priority.parts.map(({ name }: Json) => name), [
    "reach",
    "impact",
    "confidence",
    "effort",
  ]);
  for (const path of [flat(api), ofProject(api)]) {
    const list = (await api.get(path)).body;
    assert.deepEqual(Object.keys(list), ["issues", "total"]);
    assert.deepEqual([list.issues[0].id, list.total], [made.id, 1]);
  }
  const json = { title: "CSV export fails", priority_override: "high", brief: "Ours." };
  const changed = await api.call("PATCH", ofProject(api, `/${made.id}`), { json });
  const { title, priority: level, brief_source } = changed.body.issue;
  assert.deepEqual([title, level, brief_source], ["CSV export fails", "high", "written"]);
  assert.equal((await api.call("DELETE", flat(api, `/${made.id}`))).status, 204);
  assertError(await api.get(flat(api, `/${made.id}`)), 404, /^Issue not found\.$/);
});

apiTest("A status closes and reopens, and says how", async (api) => {
  const { id } = await issue(api);
  const patch = async (json: Json) => await api.call("PATCH", flat(api, `/${id}`), { json });
  const how = ({ body }: Json) => [body.issue.status, body.issue.closed_as];
  assert.deepEqual(how(await patch({ status: "planned" })), ["planned", null]);
  assert.deepEqual(how(await patch({ status: "done" })), ["done", "done"]);
  assert.deepEqual(how(await patch({ status: "open" })), ["open", null]);
  assert.deepEqual(how(await patch({ closed_as: "duplicate" })), ["dismissed", "duplicate"]);
  assert.deepEqual(how(await patch({ status: "in_progress" })), ["in_progress", null]);
  assertError(await patch({ status: "done", closed_as: "dismissed" }), 400, /does not go with/);
  assertError(await patch({ status: "closed" }), 400, /must be one of open/);
  assertError(await patch({}), 400, /at least one of title/);
});

apiTest("Evidence is linked with quotes, listed, and taken away again", async (api) => {
  const { id } = await issue(api);
  const session = await api.create({
    user_metadata: { email: "ann@acme.example", name: "Ann" },
    messages: [{ role: "user", content: "The export button does nothing." }],
  });
  const json = {
    session_id: session.id,
    quotes: [{ sequence: 1, text: "export button" }],
    reason: "Said so on the phone.",
  };
  const first = await api.post(flat(api, `/${id}/links`), json);
  assert.equal(first.status, 201, first.text);
  assert.equal((await api.post(flat(api, `/${id}/links`), json)).status, 200);
  const { links, total } = (await api.get(flat(api, `/${id}/links`))).body;
  assert.equal(total, 1);
  assert.deepEqual([links[0].session_id, links[0].linked_by, links[0].reason], [
    session.id,
    "api",
    "Said so on the phone.",
  ]);
  assert.deepEqual([links[0].quotes[0].quote, links[0].quotes[0].sequence], ["export button", 1]);
  const invented = { ...json, quotes: [{ sequence: 1, text: "the import" }] };
  assertError(await api.post(ofProject(api, `/${id}/links`), invented), 422, /do not stand in/);
  const linked = await api.get(flat(api, "", `&sessionId=${session.id}`));
  assert.equal(linked.body.issues[0].contact_count, 1);
  const [quoteId] = first.body.link.quote_ids;
  assert.equal((await api.call("DELETE", flat(api, `/${id}/quotes/${quoteId}`))).status, 204);
  const path = flat(api, `/${id}/links/${session.id}`);
  assert.equal((await api.call("DELETE", path)).status, 204);
  assertError(await api.call("DELETE", path), 404, /^Link not found/);
});

apiTest("Issues are merged and split, and similar ones are found", async (api) => {
  const one = await issue(api, { title: "Export to CSV fails" });
  const two = await issue(api, { title: "CSV export is broken" });
  const ids = [];
  for (const content of ["CSV fails", "PDF fails"]) {
    const session = await api.create({ messages: [{ role: "user", content }] });
    ids.push(session.id);
    await api.post(flat(api, `/${two.id}/links`), { session_id: session.id });
  }
  const similar = (await api.get(flat(api, `/${one.id}/similar`))).body.similar;
  assert.equal(similar[0].id, two.id);
  const merged = await api.post(flat(api, `/${two.id}/merge`), { into: one.id });
  assert.deepEqual([merged.body.issue.id, merged.body.issue.session_count], [one.id, 2]);
  const gone = (await api.get(flat(api, `/${two.id}`))).body.issue;
  assert.equal(gone.merged_into, one.id);
  assertError(await api.post(flat(api, `/${two.id}/merge`), { into: one.id }), 409);
  assertError(await api.post(flat(api, `/${one.id}/merge`), { into: "iss_none" }), 404);
  const parts = { title: "PDF fails", session_ids: [ids[1]] };
  const split = await api.post(flat(api, `/${one.id}/split`), parts);
  assert.deepEqual([split.status, split.body.issue.session_count], [201, 1]);
  assert.equal((await api.get(flat(api))).body.total, 2);
});

apiTest(
  "The list is filtered, sorted and paged, and says what is wrong with a query",
  async (api) => {
    for (const [title, type] of [["A", "bug"], ["B", "bug"], ["C", "question"]]) {
      await issue(api, { title, type });
    }
    const titles = async (query: string) =>
      (await api.get(flat(api, "", query))).body.issues.map(({ title }: Json) => title);
    assert.deepEqual(await titles("&sort=newest"), ["C", "B", "A"]);
    assert.deepEqual(await titles("&type=question,other"), ["C"]);
    assert.deepEqual(await titles("&hasEvidence=true"), []);
    const first = (await api.get(flat(api, "", "&sort=newest&limit=2"))).body;
    assert.equal(first.total, 3);
    assert.deepEqual(await titles(`&sort=newest&limit=2&cursor=${first.next_cursor}`), ["A"]);
    for (
      const [query, sentence] of [
        ["&status=closed", /status.*must be some of open, planned/],
        ["&sort=age", /sort.*must be one of priority/],
        ["&limit=501", /limit.*must be at most 500/],
        ["&cursor=x", /cursor is not one/],
        [`&cursor=${first.next_cursor}`, /another order/],
        ["&hasEvidence=2", /must be true or false/],
      ] as const
    ) assertError(await api.get(flat(api, "", query)), 400, sentence);
  },
);

apiTest("A repeated request with one key makes one issue", async (api) => {
  const headers = { "idempotency-key": "issue-1" };
  const json = { title: "Once" };
  const answers = await Promise.all(
    [1, 2].map(() => api.call("POST", flat(api), { json, headers })),
  );
  assert.equal(answers[0]!.body.issue.id, answers[1]!.body.issue.id);
  assert.equal((await api.get(flat(api))).body.total, 1);
});

apiTest("Product scopes are a tree; deleting says what becomes of the links", async (api) => {
  const path = (rest = "", query = "") =>
    `/api/product-scopes${rest}?projectId=${api.projectId}${query}`;
  const scope = async (json: Json) => (await api.post(path(), json)).body.scope;
  const billing = await scope({ name: "Billing" });
  const invoices = await scope({ name: "Invoices", parent_id: billing.id, kind: "initiative" });
  const { scopes, total } = (await api.get(path())).body;
  assert.deepEqual([scopes.map((one: Json) => one.path), total], [
    ["Billing", "Billing › Invoices"],
    2,
  ]);
  assert.deepEqual(scopes[0].counts, { sessions: 0, issues: 0, knowledge_sources: 0 });
  const made = await issue(api, { product_scopes: [invoices.id] });
  const session = await api.create({ linked_entities: { product_scopes: [invoices.id] } });
  const found = await api.get(api.sessions("", { productScopeIds: `x,${invoices.id}` }));
  assert.deepEqual(found.body.sessions.map(({ id }: Json) => id), [session.id]);
  const byScope = await api.get(flat(api, "", `&productScopeIds=${invoices.id}`));
  assert.deepEqual(byScope.body.issues.map(({ id }: Json) => id), [made.id]);
  const below = { json: { parent_id: invoices.id } };
  assertError(await api.call("PATCH", path(`/${billing.id}`), below), 400, /below itself/);
  const moved = await api.call("DELETE", path(`/${invoices.id}`, `&moveTo=${billing.id}`));
  assert.equal(moved.status, 204);
  const after = await api.get(api.sessions("", { productScopeIds: billing.id }));
  assert.equal(after.body.total, 1);
  assertError(await api.get(path(`/${invoices.id}`)), 404, /^Product scope not found/);
});

apiTest("Another project's things are neither found nor changed through one's own", async (api) => {
  const mine = await issue(api);
  const session = await api.create();
  const elsewhere = { key: api.keys.other };
  const base = `/api/projects/${api.otherProjectId}/issues`;
  const theirs = (await api.post(base, { title: "Theirs" }, elsewhere)).body.issue;
  const link = { session_id: session.id };
  assertError(await api.post(`${base}/${theirs.id}/links`, link, elsewhere), 404, /Session/);
  assertError(await api.post(`${base}/${theirs.id}/merge`, { into: mine.id }, elsewhere), 404);
  assertError(await api.post(flat(api, `/${mine.id}/merge`), { into: theirs.id }), 404);
  const foreign = { title: "x", product_scopes: ["scope_1"] };
  assertError(await api.post(base, foreign, elsewhere), 422, /product_scopes names ids/);
  const found = await api.get(flat(api, "", `&sessionId=${session.id}&companyId=comp_x`));
  assert.deepEqual(found.body, { issues: [], total: 0 });
});

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("\0", "\ud800", "", " ", "bug", "done", "1", "true", "x".repeat(250)),
);
const anything = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue());
const limits = { numRuns: 60, interruptAfterTimeLimit: 2_000, endOnFailure: true };

apiTest(
  "No generated body or query of issues is a fault, and a refused one changes nothing",
  async (api) => {
    const { id } = await issue(api);
    const session = await api.create({ messages: [{ role: "user", content: "Hello there" }] });
    const routes: [string, string, string[]][] = [
      ["POST", flat(api), Object.keys(issueBody.shape)],
      ["PATCH", flat(api, `/${id}`), Object.keys(issuePatchBody.shape)],
      ["POST", flat(api, `/${id}/links`), Object.keys(issueLinkBody.shape)],
      ["POST", flat(api, `/${id}/split`), Object.keys(issueSplitBody.shape)],
      ["POST", `/api/product-scopes?projectId=${api.projectId}`, ["name", "kind", "position"]],
    ];
    const known: Record<string, fc.Arbitrary<Json>> = {
      session_id: fc.constantFrom(session.id, "x"),
      session_ids: fc.array(fc.constantFrom(session.id, "\0"), { maxLength: 2 }),
      quotes: fc.array(fc.record({ sequence: fc.integer(), text }), { maxLength: 2 }),
      title: text,
      impact: fc.integer({ min: 0, max: 6 }),
    };
    for (const [method, path, fields] of routes) {
      const values = Object.fromEntries(
        fields.map((field) => [field, fc.oneof(known[field] ?? anything, anything)]),
      );
      const body = fc.record(values, { requiredKeys: [] });
      await fc.assert(
        fc.asyncProperty(body, async (json) => {
          const before = await rowCounts(api.sql);
          const answer = await api.call(method, path, { json });
          assert.ok([200, 201, 400, 404, 409].includes(answer.status), answer.text);
          if (answer.status < 400) return;
          assertError(answer, answer.status);
          assert.deepEqual(await rowCounts(api.sql), before);
        }),
        limits,
      );
    }
    const names =
      "search status isOpen type priority productScopeIds companyId contactId sessionId hasEvidence sort limit cursor";
    const query = fc.dictionary(fc.constantFrom(...names.split(" ")), text, { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(query, async (given) => {
        const answer = await api.get(flat(api, "", `&${new URLSearchParams(given)}`));
        assert.ok([200, 400].includes(answer.status), answer.text);
      }),
      { ...limits, numRuns: 150 },
    );
  },
);

apiTest("An odd issue or scope id is as unknown as any other", async (api) => {
  for (const id of ["x", "%00", "%zz", "..%2F", "x".repeat(100), "'%20or%201=1--", "__proto__"]) {
    assertError(await api.get(flat(api, `/${id}`)), 404);
    assertError(await api.call("PATCH", flat(api, `/${id}`), { json: { title: "x" } }), 404);
    assertError(await api.call("DELETE", flat(api, `/${id}`)), 404);
    assertError(await api.post(flat(api, `/${id}/brief`), {}), 404);
    assertError(await api.get(`/api/product-scopes/${id}?projectId=${api.projectId}`), 404);
  }
});
