import assert from "node:assert/strict";
import { runSync } from "../core/sync/mod.ts";
import { acme, startAcme } from "../core/sync/testing/acme.ts";
import { testEngine } from "../core/sync/testing/engine.ts";
import { apiTest, type TestApi } from "./testing.ts";

type Acme = ReturnType<typeof startAcme>;

/** A test with the imaginary provider at hand. */
function connectionTest(
  name: string,
  test: (api: TestApi, fake: Acme, path: string) => Promise<void>,
) {
  apiTest(name, async (api) => {
    const fake = startAcme();
    api.services.sync = testEngine(api.sql, [[acme, fake.server.url]]);
    try {
      await test(api, fake, `/api/projects/${api.projectId}/connections`);
    } finally {
      await fake.server.close();
    }
  });
}

const body = (fake: Acme) => ({ source: "acme", ...fake.credentials, frequency: "6h" });

async function work(api: TestApi, runId: string) {
  const signal = new AbortController().signal;
  const job = { id: "job", kind: "sync.run", attempt: 1, maxAttempts: 1, signal };
  await runSync(api.services.sync, {
    ...job,
    projectId: api.projectId,
    payload: { run_id: runId },
  });
}

connectionTest(
  "A source is connected, synced and read back, and its secret is never shown",
  async (api, fake, path) => {
    fake.put({ key: "a", text: "Hello", at: new Date() });
    const made = await api.post(path, body(fake));
    assert.equal(made.status, 201);
    assert.deepEqual(made.body.account, { id: "w1", label: "Acme Inc." });
    const { id, next_run_at } = made.body.connection;
    assert.ok(Date.parse(next_run_at) > Date.now() + 5 * 3_600_000);

    const preview = await api.post(`${path}/${id}/preview`, undefined);
    assert.equal(preview.body.conversations.length, 1);
    const started = await api.post(`${path}/${id}/sync`, { mode: "full" });
    assert.equal(started.status, 201);
    assert.equal((await api.post(`${path}/${id}/sync`, {})).status, 409);
    await work(api, started.body.run.id);

    const runs = await api.get(`${path}/${id}/runs`);
    assert.deepEqual([runs.body.runs[0].status, runs.body.runs[0].created], ["succeeded", 1]);
    const run = await api.get(`${path}/${id}/runs/${started.body.run.id}`);
    assert.deepEqual(run.body.problems, []);
    const answers = [
      made,
      preview,
      started,
      runs,
      run,
      await api.get(path),
      await api.get(`${path}/${id}`),
    ];
    for (const answer of answers) {
      assert.doesNotMatch(JSON.stringify(answer.body), /acme-token|"secret"|cursors|fence/);
    }
  },
);

connectionTest(
  "Wrong forms and credentials are refused at their field, and nothing is stored",
  async (api, fake, path) => {
    const refused: [unknown, number, RegExp][] = [
      [{ source: "nobody" }, 404, /Source not found/],
      [{ source: "api" }, 404, /Source not found/],
      [{ source: "acme", secret: { token: "short" } }, 422, /at least 8 characters/],
      [{ source: "acme", ...fake.badCredentials }, 422, /does not accept these credentials/],
      [{ ...body(fake), frequency: "5m" }, 422, /must be manual, 1h, 6h or 24h/],
      [{ ...body(fake), filter_from: "soon" }, 422, /ISO 8601/],
    ];
    for (const [json, status, pattern] of refused) {
      const answer = await api.post(path, json);
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.match(answer.body.error, pattern);
    }
    assert.equal((await api.get(path)).body.total, 0);
  },
);

connectionTest(
  "A connection is changed, tested, cancelled and removed with its sessions",
  async (api, fake, path) => {
    fake.put({ key: "a", text: "Hello", at: new Date() });
    const { connection: { id } } = (await api.post(path, body(fake))).body;
    const patched = await api.call("PATCH", `${path}/${id}`, {
      json: { name: "Ours", frequency: "manual", filter_from: "2026-01-01T00:00:00Z" },
    });
    assert.deepEqual(
      [patched.body.connection.name, patched.body.connection.next_run_at],
      ["Ours", null],
    );
    assert.equal((await api.post(`${path}/${id}/test`, undefined)).body.account.label, "Acme Inc.");
    const started = await api.post(`${path}/${id}/sync`, undefined);
    assert.equal((await api.post(`${path}/${id}/cancel`, undefined)).status, 204);
    assert.equal((await api.post(`${path}/${id}/cancel`, undefined)).status, 404);
    await work(api, started.body.run.id);
    const again = await api.post(`${path}/${id}/sync`, { mode: "scratch" });
    await work(api, again.body.run.id);
    assert.equal((await api.get(api.sessions())).body.total, 1);
    assert.equal((await api.call("DELETE", `${path}/${id}?sessions=maybe`)).status, 422);
    assert.equal((await api.call("DELETE", `${path}/${id}?sessions=delete`)).status, 204);
    assert.equal((await api.get(api.sessions())).body.total, 0);
    assert.equal((await api.get(`${path}/${id}`)).status, 404);
  },
);

connectionTest("An item that failed can be tried again alone", async (api, fake, path) => {
  fake.put({ key: "a", text: "Hello", at: new Date() });
  fake.malform("a");
  const { connection: { id } } = (await api.post(path, body(fake))).body;
  const { run } = (await api.post(`${path}/${id}/sync`, {})).body;
  await work(api, run.id);
  const [problem] = (await api.get(`${path}/${id}/runs/${run.id}`)).body.problems;
  const retry = `${path}/${id}/problems/${problem.id}/retry`;
  assert.equal((await api.post(retry, undefined)).status, 409);
  fake.put({ key: "a", text: "Hello", at: new Date() });
  assert.equal((await api.post(retry, undefined)).status, 204);
  const [solved] = (await api.get(`${path}/${id}/runs/${run.id}`)).body.problems;
  assert.notEqual(solved.resolved_at, null);
  assert.equal((await api.get(api.sessions())).body.total, 1);
});

connectionTest("Only full keys, owners and admins change connections", async (api, fake, path) => {
  for (const key of ["read", "write"] as const) {
    assert.equal((await api.post(path, body(fake), { key: api.keys[key] })).status, 403);
  }
  for (const as of ["member", "viewer"] as const) {
    assert.equal((await api.post(path, body(fake), { as })).status, 403);
    assert.equal((await api.get(path, { as })).status, 200);
  }
  const { connection: { id } } = (await api.post(path, body(fake), { as: "admin" })).body;
  const foreign = `/api/projects/${api.otherProjectId}/connections/${id}`;
  assert.equal((await api.get(foreign, { key: api.keys.other })).status, 404);
  assert.equal((await api.call("DELETE", foreign, { key: api.keys.other })).status, 404);
  assert.equal((await api.get(`${path}/${id}`)).status, 200);
});
