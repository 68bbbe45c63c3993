import assert from "node:assert/strict";
import { apiTest, assertError, secondPool } from "./testing.ts";

apiTest("After five hundred changes at once every total is what counting finds", async (api) => {
  const pool = secondPool(api, 6);
  const apps = [api.app, api.replica({ sql: pool })];
  const ids: string[] = [];
  let seed = 20_260_101;
  // A small generator of our own, so that a failure can be repeated.
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const send = async (method: string, path: string, json?: unknown) => {
    const response = await apps[random(2)]!.request(path, {
      method,
      headers: { authorization: `Bearer ${api.keys.full}` },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    const text = await response.text();
    assert.ok(response.status < 500, `${method} ${path}: ${response.status} ${text}`);
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
  const some = () => ids[random(ids.length)]!;
  const step = async () => {
    const kind = ids.length < 20 ? 0 : random(10);
    if (kind <= 3) {
      const { body } = await send("POST", api.sessions(), {
        status: random(3) ? "active" : "closed",
        tags: random(2) ? ["bug"] : [],
        messages: [{ role: "user", content: "Storm" }],
      });
      ids.push(body.session.id);
    } else if (kind === 4) {
      await send("PATCH", api.sessions(`/${some()}`), { is_archived: random(2) === 0 });
    } else if (kind === 5) {
      const status = random(2) ? "active" : "closed";
      await send("PATCH", api.sessions(`/${some()}`), { status });
    } else if (kind === 6) {
      await send("DELETE", api.sessions(`/${some()}`));
    } else if (kind === 7) {
      const session_ids = Array.from({ length: 12 }, some);
      const status = random(2) ? "active" : "closed";
      await send("POST", api.sessions("/bulk"), {
        session_ids,
        is_archived: random(2) === 0,
        status,
        add_tags: ["wins"],
      });
    } else if (kind === 8) {
      const message = { role: "user", content: "More" };
      await send("POST", api.sessions(`/${some()}/messages`), message);
    } else {
      await send("PATCH", api.sessions(`/${some()}`), { tags: random(2) ? ["losses"] : ["bug"] });
    }
  };
  try {
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 25 }, step));
    }
  } finally {
    await pool.end();
  }
  for (const showArchived of [true, false]) {
    for (const status of ["active", "closed", undefined]) {
      const [counted] = await api.sql`
        select count(*)::int as amount from sessions
        where project_id = ${api.projectId} and (${showArchived} or not is_archived)
          and status = coalesce(${status ?? null}, status)`;
      const query = { showArchived: String(showArchived), limit: "1", ...(status && { status }) };
      const { body } = await api.get(api.sessions("", query));
      assert.equal(body.total, counted!.amount, JSON.stringify(query));
    }
  }
  const { body: { stats } } = await api.get(api.sessions("", { stats: "true" }));
  const [all] = await api.sql`select count(*)::int as amount from sessions`;
  assert.equal(stats.total, all!.amount);
  assert.equal(stats.sources.api.total, all!.amount);
  const [wrong] = await api.sql`
    select count(*)::int as amount from sessions s
    where s.message_count <> (select count(*) from messages m
        where m.project_id = s.project_id and m.session_id = s.id)
      or s.tags <> coalesce((select array_agg(t.tag order by array_position(s.tags, t.tag))
        from session_tags t where t.project_id = s.project_id and t.session_id = s.id), '{}')`;
  assert.equal(wrong!.amount, 0);
  assertError(await api.get(api.sessions("/sess_none")), 404);
});
