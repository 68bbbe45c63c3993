import assert from "node:assert/strict";
import { apiTest } from "../testing.ts";
import { call, readAll } from "./testing_calls.ts";

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

apiTest(
  "Reading on meets everything once, in every order, whatever is added meanwhile",
  async (api) => {
    const make = async (path: string, body: unknown) =>
      (await call(api, "POST", path, 201, { json: body })).body.id as string;
    const sessions: string[] = [];
    for (let index = 0; index < 5; index++) sessions.push(await make("/sessions", {}));
    let added = 0;
    const add = () => make("/sessions", { name: `Added ${added++}` });
    assert.deepEqual(ids(await readAll(api, "/sessions?limit=2", add)), sessions.toReversed());
    // Oldest first, what is added comes at the end, so that a reader never misses any.
    const known = ids(await readAll(api, "/sessions?limit=2&sort=created_at"));
    assert.deepEqual(known.slice(0, 5), sessions);
    assert.equal(known.length, 5 + added);
    for (const sort of ["-last_activity_at", "last_activity_at", "-created_at"]) {
      const found = ids(await readAll(api, `/sessions?limit=3&sort=${sort}`));
      assert.deepEqual(found.toSorted(), known.toSorted(), sort);
    }
    const [first] = sessions;
    const messages: string[] = [];
    for (let index = 0; index < 5; index++) {
      const message = { role: "user", content: `Message ${index}` };
      messages.push(await make(`/sessions/${first}/messages`, message));
    }
    assert.deepEqual(ids(await readAll(api, `/sessions/${first}/messages?limit=2`)), messages);
    const backwards = await readAll(api, `/sessions/${first}/messages?limit=2&sort=-sequence`);
    assert.deepEqual(ids(backwards), messages.toReversed());
  },
);

apiTest("Every list of things is read page by page to its end", async (api) => {
  const bodies: Record<string, (index: number) => unknown> = {
    contacts: (index) => ({ name: `Contact ${index}`, email: `c${index}@example.com` }),
    companies: (index) => ({ name: `Company ${index}`, domain: `c${index}.example` }),
    issues: (index) => ({ title: `Issue ${index}`, impact: index + 1 }),
    product_scopes: (index) => ({ name: `Scope ${index}` }),
    knowledge_sources: (index) => ({ name: `Entry ${index}`, content: `Words of entry ${index}.` }),
  };
  const sorts: Record<string, string[]> = {
    contacts: ["-created_at", "-last_activity_at", "-session_count", "name"],
    companies: ["-created_at", "-last_activity_at", "-revenue", "-contact_count", "name"],
    issues: ["-created_at", "-priority", "-last_evidence_at", "-reach"],
  };
  for (const [list, body] of Object.entries(bodies)) {
    const made: string[] = [];
    for (let index = 0; index < 4; index++) {
      made.push((await call(api, "POST", `/${list}`, 201, { json: body(index) })).body.id);
    }
    for (const sort of sorts[list] ?? [""]) {
      const query = sort === "" ? "" : `&sort=${sort}`;
      const found = ids(await readAll(api, `/${list}?limit=3${query}`));
      assert.deepEqual(found.toSorted(), made.toSorted(), `${list} ${sort}`);
      if (sort === "-created_at") assert.deepEqual(found, made.toReversed());
    }
  }
});

apiTest("Filters find what they name, and a cursor of another order is refused", async (api) => {
  const make = async (body: unknown) =>
    (await call(api, "POST", "/sessions", 201, { json: body })).body;
  const bug = await make({
    external_id: "one",
    name: "Export fails",
    tags: ["bug"],
    user_metadata: { email: "Jane@Example.com" },
    messages: [{ role: "user", content: "The pelican does not load" }],
  });
  const win = await make({ name: "Praise", tags: ["wins"], status: "closed" });
  const archived = await make({ name: "Old" });
  await call(api, "PATCH", `/sessions/${archived.id}`, 200, { json: { is_archived: true } });
  const find = async (query: string) => ids((await call(api, "GET", query, 200)).body.data);
  const cases: Record<string, string[]> = {
    "status=closed": [win.id],
    "tags=bug": [bug.id],
    "tags=bug,wins": [win.id, bug.id],
    "name=export": [bug.id],
    "search=pelican": [bug.id],
    "search=pelican&sort=created_at": [bug.id],
    "search=pelican&sort=last_activity_at&tags=bug": [bug.id],
    "external_id=one": [bug.id],
    "external_id=two": [],
    "source=slack": [],
    "include_archived=true": [archived.id, win.id, bug.id],
    "include_archived=false": [win.id, bug.id],
    [`contact_id=${bug.contact_id}`]: [bug.id],
    [`created_from=${bug.created_at}`]: [win.id, bug.id],
    "created_to=2020-01-01T00:00:00%2B01:00": [],
  };
  for (const [query, expected] of Object.entries(cases)) {
    assert.deepEqual(await find(`/sessions?${query}`), expected, query);
  }
  assert.deepEqual(await find("/contacts?email=JANE@example.com"), [bug.contact_id]);
  assert.deepEqual(await find("/contacts?email=jane@example.com&external_id=none"), []);
  assert.deepEqual(await find("/contacts?search=jane"), [bug.contact_id]);
  const { body } = await call(api, "GET", "/sessions?limit=1", 200);
  const cursor = `cursor=${body.next_cursor}`;
  await call(api, "GET", `/sessions?${cursor}&sort=created_at`, 400);
  await call(api, "GET", `/sessions?${cursor}&sort=-last_activity_at`, 400);
  for (const list of ["sessions", "contacts", "issues", "product_scopes", "connections"]) {
    await call(api, "GET", `/${list}?cursor=${encodeURIComponent("no such place")}`, 400);
  }
  await call(api, "GET", `/sessions/${bug.id}/messages?cursor=x`, 400);
  await call(api, "GET", "/sessions?status=active&status=closed", 400);
});

apiTest("The feed of events is read on from where it was left", async (api) => {
  // Events are shown once no older transaction is open, also of tests beside this one.
  const untilSome = async (path: string) => {
    for (let round = 0;; round++) {
      const answer = await call(api, "GET", path, 200);
      if (answer.body.data.length > 0 || round > 600) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  assert.equal((await call(api, "GET", "/events", 200)).body.next_cursor, null);
  const { body: session } = await call(api, "POST", "/sessions", 201, { json: {} });
  const seen = await untilSome("/events?types=session.created");
  assert.deepEqual(seen.body.data.map(({ data }: { data: unknown }) => data), [
    { session_id: session.id, source: "api", status: "active", message_count: 0 },
  ]);
  const after = seen.body.next_cursor;
  const quiet = await call(api, "GET", `/events?types=session.closed&after=${after}`, 200);
  assert.deepEqual([quiet.body.data, quiet.body.next_cursor], [[], after]);
  await call(api, "PATCH", `/sessions/${session.id}`, 200, { json: { status: "closed" } });
  const more = await untilSome(`/events?types=session.closed&after=${after}`);
  assert.equal(more.body.data.length, 1);
  await call(api, "GET", "/events?after=nothing", 400);
});
