import assert from "node:assert/strict";
import { apiTest, assertError, type Json, SOURCES, type TestApi } from "./testing.ts";

const day = (number: number) => `2026-03-${String(number).padStart(2, "0")}`;

/** Sessions that differ in everything a list can filter by; by name. */
async function fill(api: TestApi): Promise<Record<string, string>> {
  const { sql, projectId } = api;
  await sql`insert into companies (project_id, id, name, created_at, updated_at)
    values (${projectId}, 'comp_a', 'Acme', now(), now())`;
  await sql`insert into contacts (project_id, id, name, created_at, updated_at)
    values (${projectId}, 'cont_a', 'Jane', now(), now())`;
  await sql`insert into product_scopes (project_id, id, name, created_at)
    values (${projectId}, 'scope_a', 'A', now()), (${projectId}, 'scope_b', 'B', now())`;
  const said = (content: string) => ({ messages: [{ role: "user", content }] });
  const bodies: Record<string, object> = {
    login: { ...said("The password page is broken"), tags: ["bug"] },
    export: { ...said("Please let me export invoices"), tags: ["feature_request", "wins"] },
    call: { session_type: "meeting", status: "closed", contact_id: "cont_a" },
    linked: { linked_entities: { companies: ["comp_a"], product_scopes: ["scope_a"] } },
    scoped: { linked_entities: { product_scopes: ["scope_b"] }, tags: ["bug"] },
    archived: { ...said("An old password question"), tags: ["bug"] },
  };
  const ids: Record<string, string> = {};
  for (const [name, body] of Object.entries(bodies)) {
    ids[name] = (await api.create({ name: `The ${name} session`, ...body })).id;
  }
  const patch = (name: string, json: object) =>
    api.call("PATCH", api.sessions(`/${ids[name]}`), { json });
  await patch("archived", { is_archived: true });
  await patch("export", { is_human_takeover: true });
  await sql`update sessions set analysis_status = 'analyzed' where id = ${ids.call!}`;
  await sql`update sessions set source = 'slack' where id = ${ids.linked!}`;
  let number = 1;
  for (const id of Object.values(ids)) {
    const at = `${day(number++)}T12:00:00Z`;
    await sql`update sessions set created_at = ${at}::timestamptz,
      last_activity_at = ${at}::timestamptz where id = ${id}`;
    await sql`update session_tags set last_activity_at = ${at}::timestamptz where session_id = ${id}`;
  }
  return ids;
}

const shown = ({ body }: { body: Json }, ids: Record<string, string>): string[] =>
  body.sessions.map(({ id }: Json) => Object.keys(ids).find((name) => ids[name] === id));

apiTest("Every documented parameter filters, and several of them narrow together", async (api) => {
  const ids = await fill(api);
  const expected: [Record<string, string>, string[]][] = [
    [{}, ["scoped", "linked", "call", "export", "login"]],
    [{ search: "password" }, ["login"]],
    [{ search: "invoices export" }, ["export"]],
    [{ search: "login" }, ["login"]],
    [{ search: "passw", showArchived: "true" }, ["archived", "login"]],
    [{ sessionId: ids.call! }, ["call"]],
    [{ name: "THE LOGIN" }, ["login"]],
    [{ name: "session" }, ["scoped", "linked", "call", "export", "login"]],
    [{ status: "closed" }, ["call"]],
    [{ status: "active" }, ["scoped", "linked", "export", "login"]],
    [{ source: "slack" }, ["linked"]],
    [{ source: "api" }, ["scoped", "call", "export", "login"]],
    [{ tags: "bug" }, ["scoped", "login"]],
    [{ tags: "bug,feature_request" }, ["scoped", "export", "login"]],
    [{ tags: " bug , wins," }, ["scoped", "export", "login"]],
    [{ dateFrom: day(4) }, ["scoped", "linked"]],
    [{ dateFrom: `${day(4)}T12:00:00Z` }, ["scoped", "linked"]],
    [{ dateFrom: `${day(4)}T12:00:01Z` }, ["scoped"]],
    [{ dateTo: day(2) }, ["export", "login"]],
    [{ dateTo: `${day(2)}T14:00:00+02:00` }, ["export", "login"]],
    [{ dateTo: `${day(2)}T13:59:59+02:00` }, ["login"]],
    [{ dateFrom: day(2), dateTo: day(3) }, ["call", "export"]],
    [{ showArchived: "true" }, ["archived", "scoped", "linked", "call", "export", "login"]],
    [{ showArchived: "false" }, ["scoped", "linked", "call", "export", "login"]],
    [{ isHumanTakeover: "true" }, ["export"]],
    [{ isHumanTakeover: "false" }, ["scoped", "linked", "call", "login"]],
    [{ isAnalyzed: "true" }, ["call"]],
    [{ isAnalyzed: "false" }, ["scoped", "linked", "export", "login"]],
    [{ companyId: "comp_a" }, ["linked"]],
    [{ companyId: "comp_b" }, []],
    [{ contactId: "cont_a" }, ["call"]],
    [{ productScopeIds: "scope_a" }, ["linked"]],
    [{ productScopeIds: "scope_a,scope_b,scope_c" }, ["scoped", "linked"]],
    [{ limit: "2" }, ["scoped", "linked"]],
    [{ limit: "2", offset: "1" }, ["linked", "call"]],
    [{ offset: "4" }, ["login"]],
    [{ offset: "5" }, []],
    [{ tags: "bug", showArchived: "true", search: "password" }, ["archived", "login"]],
    [{ tags: "bug", dateFrom: day(2), source: "api" }, ["scoped"]],
    [{ status: "active", source: "slack", companyId: "comp_a", isAnalyzed: "false" }, ["linked"]],
    [{ status: "closed", isAnalyzed: "true", contactId: "cont_a", name: "call" }, ["call"]],
    [{ search: "", status: "", tags: "", limit: "" }, [
      "scoped",
      "linked",
      "call",
      "export",
      "login",
    ]],
  ];
  for (const [query, names] of expected) {
    for (
      const path of [
        api.sessions("", query),
        `/api/projects/${api.projectId}/sessions?${new URLSearchParams(query)}`,
      ]
    ) {
      const answer = await api.get(path);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(shown(answer, ids), names, path);
      if (!query.limit && !query.offset) assert.equal(answer.body.total, names.length, path);
      else assert.equal(answer.body.total, 5, path);
    }
  }
});

apiTest("Any two filters together find what both find alone", async (api) => {
  const ids = await fill(api);
  const filters: Record<string, string>[] = [
    { search: "password" },
    { name: "session" },
    { status: "active" },
    { source: "api" },
    { tags: "bug" },
    { dateFrom: day(2) },
    { dateTo: day(4) },
    { isHumanTakeover: "false" },
    { isAnalyzed: "false" },
    { productScopeIds: "scope_b" },
  ];
  const found = async (query: Record<string, string>) => {
    const answer = await api.get(api.sessions("", { showArchived: "true", ...query }));
    assert.equal(answer.body.total, answer.body.sessions.length);
    return new Set(shown(answer, ids));
  };
  const alone = await Promise.all(filters.map(found));
  for (let one = 0; one < filters.length; one++) {
    for (let two = one + 1; two < filters.length; two++) {
      const both = await found({ ...filters[one], ...filters[two] });
      const label = JSON.stringify([filters[one], filters[two]]);
      assert.deepEqual([...both].sort(), [...alone[one]!.intersection(alone[two]!)].sort(), label);
    }
  }
});

apiTest(
  "A page has fifty sessions unless limit says otherwise, and total counts them all",
  async (api) => {
    await Promise.all(Array.from({ length: 55 }, () => api.create()));
    const first = await api.get(api.sessions());
    assert.equal(first.body.sessions.length, 50);
    assert.equal(first.body.total, 55);
    const rest = await api.get(api.sessions("", { offset: "50" }));
    assert.equal(rest.body.sessions.length, 5);
    assert.equal(rest.body.total, 55);
    const beyond = await api.get(api.sessions("", { offset: "1000000000" }));
    assert.deepEqual(beyond.body, { sessions: [], total: 55 });
    const all = await api.get(api.sessions("", { limit: "1000" }));
    const ids = [...first.body.sessions, ...rest.body.sessions].map(({ id }: Json) => id);
    assert.deepEqual(all.body.sessions.map(({ id }: Json) => id), ids);
    const next = await api.get(api.sessions("", { cursor: first.body.next_cursor }));
    assert.deepEqual(next.body.sessions.map(({ id }: Json) => id), ids.slice(50));
  },
);

apiTest("With stats=true a list answers the counts of each source instead", async (api) => {
  await fill(api);
  const { status, body } = await api.get(api.sessions("", { stats: "true" }));
  assert.equal(status, 200);
  assert.deepEqual(body, {
    stats: {
      total: 6,
      sources: {
        api: { total: 5, active: 3, closed: 1, archived: 1 },
        slack: { total: 1, active: 1, closed: 0, archived: 0 },
      },
    },
  });
  const other = await api.get(`/api/sessions?projectId=${api.otherProjectId}&stats=true`, {
    key: api.keys.other,
  });
  assert.deepEqual(other.body, { stats: { total: 0, sources: {} } });
  const list = await api.get(api.sessions("", { stats: "false" }));
  assert.equal(list.body.total, 5);
});

apiTest(
  "A value that cannot be meant is a 400 that names the parameter, on both paths",
  async (api) => {
    const wrong: [string, string[]][] = [
      ["limit", [
        "-1",
        "0",
        "1.5",
        "0x10",
        "1e3",
        "1001",
        "9".repeat(400),
        "ten",
        "NaN",
        "Infinity",
      ]],
      ["offset", ["-1", "1.5", "0x10", "9".repeat(400), "1000000001", "null", " "]],
      ["status", ["open", "ACTIVE", "active,closed", "0"]],
      ["source", ["telegram", "API", "\0", "x".repeat(1_001)]],
      ["tags", ["bugs", "Bug", "bug,nope", "\0", "x".repeat(5_000)]],
      ["stats", ["yes", "TRUE", "2"]],
      ...["showArchived", "isHumanTakeover", "isAnalyzed"].map((name): [string, string[]] => [
        name,
        ["yes", "-1", "\0"],
      ]),
      ...["dateFrom", "dateTo"].map((name): [string, string[]] => [name, [
        "2026-02-30",
        "0000-01-01",
        "0000",
        "99999-01-01",
        "+099999-01-01",
        "-000001-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2026-13-01",
        "2026-01-15T25:00:00Z",
        "2026-01-15T10:61:00Z",
        "yesterday",
        "1768472200",
        "infinity",
        "now",
        "\0",
      ]]),
      ["search", ["x".repeat(1_001)]],
      ["cursor", ["x", "%", btoa("an" + "9".repeat(18) + ".s"), "\0", "🎉"]],
    ];
    for (const [name, values] of wrong) {
      for (const value of values) {
        const answer = await api.get(api.sessions("", { [name]: value }));
        assert.equal(answer.status, 400, `${name}=${value.slice(0, 50)}: ${answer.text}`);
        assertError(answer, 400);
        assert.equal(answer.body.errors?.[0]?.field, name, `${name}=${value}: ${answer.text}`);
        assert.ok(answer.text.length < 2_000, name);
      }
    }
    const path = `/api/projects/${api.projectId}/sessions`;
    assertError(await api.get(`${path}?limit=x`), 400, /limit/);
    assertError(await api.get(api.sessions("", { tags: "nope" })), 400, /nope.*general_feedback/);
    for (const source of SOURCES) {
      assertError(await api.get(api.sessions("", { source: "x" })), 400, new RegExp(source));
    }
  },
);

apiTest("A time with an unencoded plus sign is understood", async (api) => {
  const ids = await fill(api);
  const path = `/api/sessions?projectId=${api.projectId}&dateFrom=${day(5)}T14:00:00+02:00`;
  assert.deepEqual(shown(await api.get(path), ids), ["scoped"]);
  assertError(await api.get(path.replace("+02:00", "+2")), 400);
});
