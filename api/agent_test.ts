import assert from "node:assert/strict";
import { apiTest, assertError } from "./testing.ts";

apiTest("The agent's settings are read and changed by key, and its use is told", async (api) => {
  const path = `/api/projects/${api.projectId}/settings/agent`;
  const change = { tone: "formal", language: "de", daily_tokens: 5_000, model: "tuned-1" };
  const changed = await api.call("PATCH", path, { json: change });
  assert.equal(changed.status, 200);
  const { body } = await api.get(path);
  assert.deepEqual({ ...body.agent, ...change }, body.agent);
  assert.equal(body.usage.length, 30);
  assert.equal(body.usage[0].answers, 0);
  for (
    const [json, field] of [
      [{ tone: "rude" }, "tone"],
      [{ model: "https://evil.test/v1" }, "model"],
      [{ daily_tokens: -1 }, "daily_tokens"],
      [{ daily_tokens: 1.5 }, "daily_tokens"],
      [{ package: "pack_none" }, "package"],
      [{ language: "xx" }, "language"],
    ] as const
  ) {
    const answer = await api.call("PATCH", path, { json });
    assertError(answer, 422, new RegExp(field));
  }
  const write = { key: api.keys.write, json: change };
  assertError(await api.call("PATCH", path, write), 403);
});

apiTest("Examples are kept and removed, runs begun and read, over the API", async (api) => {
  const base = `/api/projects/${api.projectId}/agent`;
  assertError(await api.post(`${base}/runs`, {}), 422, /no examples/);
  const session = await api.create({
    messages: [
      { role: "user", content: "How do I export?" },
      { role: "assistant", content: "In the settings." },
    ],
  });
  const key = { headers: { "idempotency-key": "once" } };
  const kept = await api.post(`${base}/cases`, { session_id: session.id }, key);
  assert.equal(kept.status, 201);
  const again = await api.post(`${base}/cases`, { session_id: session.id }, key);
  assert.deepEqual(again.body, kept.body);
  const started = await api.post(`${base}/runs`, { language: "de", name: "German" });
  assert.equal(started.status, 202);
  const { run } = started.body;
  assert.deepEqual([run.name, run.status, run.changes], ["German", "waiting", { language: "de" }]);
  assert.equal((await api.get(`${base}/runs`)).body.runs.length, 1);
  assert.deepEqual((await api.get(`${base}/runs/${run.id}`)).body.results, []);
  const list = await api.get(`${base}/cases`);
  assert.deepEqual([list.body.total, list.body.cases[0].session_id], [1, session.id]);
  assert.equal((await api.call("DELETE", `${base}/runs/${run.id}`)).status, 204);
  assert.equal((await api.call("DELETE", `${base}/cases/${kept.body.case.id}`)).status, 204);
  assertError(await api.call("DELETE", `${base}/cases/${kept.body.case.id}`), 404);
  assertError(await api.post(`${base}/cases`, { session_id: "sess_none" }), 404);
});
