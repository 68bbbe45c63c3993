import assert from "node:assert/strict";
import { createReview } from "../core/review/mod.ts";
import { createWorker } from "../core/jobs/mod.ts";
import { apiTest, assertError, type TestApi } from "./testing.ts";

const said = [{ role: "user", content: "The CSV export crashes when I pick two months." }];

/** Has everything that waits reviewed. */
async function work({ sql }: TestApi): Promise<void> {
  const worker = createWorker({
    sql,
    handlers: createReview({ sql, model: null }).handlers,
    pollMilliseconds: 20,
  });
  worker.start();
  for (let looks = 0; looks < 1_000; looks++) {
    if ((await sql`select 1 from review_runs where status = 'running'`).length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await worker.stop();
}

apiTest("A session is reviewed on demand, and its decisions are made over the API", async (api) => {
  const { id } = await api.create({ messages: said });
  const base = `/api/projects/${api.projectId}`;
  const started = await api.post(`${base}/sessions/${id}/review`, {});
  assert.equal(started.status, 202, started.text);
  assert.equal(started.body.review.status, "running");
  assert.equal((await api.get(api.sessions(`/${id}`))).body.session.analysis_status, "processing");
  await work(api);
  const { body } = await api.get(`${base}/sessions/${id}/review`);
  assert.equal(body.analysis_status, "analyzed");
  assert.equal(body.reviews[0].steps.length, 4);
  const tag = body.decisions.find(({ kind }: { kind: string }) => kind === "tag");
  assert.deepEqual([tag.value.tag, tag.state, tag.made_by], ["bug", "suggested", "rules"]);
  assert.equal("before" in tag, false);
  const waiting = await api.get(`/api/review?projectId=${api.projectId}&limit=1`);
  assert.equal(waiting.body.decisions.length, 1);
  assert.equal(waiting.body.waiting, body.decisions.length);
  const rest = await api.get(
    `/api/review?projectId=${api.projectId}&cursor=${waiting.body.next_cursor}`,
  );
  assert.equal(rest.body.decisions.length, body.decisions.length - 1);
  const path = `${base}/review/${tag.id}`;
  const accepted = await api.call("PATCH", path, { json: { action: "accept" } });
  assert.equal(accepted.body.decision.state, "accepted", accepted.text);
  assert.deepEqual((await api.get(api.sessions(`/${id}`))).body.session.tags, ["bug"]);
  assertError(await api.call("PATCH", path, { json: { action: "reject" } }), 409);
  const undone = await api.call("PATCH", path, { json: { action: "undo" } });
  assert.equal(undone.body.decision.state, "undone");
  assert.deepEqual((await api.get(api.sessions(`/${id}`))).body.session.tags, []);
  const decided = await api.get(`${base}/review?state=decided`);
  assert.deepEqual(decided.body.decisions.map((one: { id: string }) => one.id), [tag.id]);
});

apiTest("Many sessions are reviewed with one call, once per key", async (api) => {
  const ids = [(await api.create({ messages: said })).id, (await api.create({})).id];
  const base = `/api/projects/${api.projectId}`;
  const json = { session_ids: [...ids, "sess_none"] };
  const headers = { "idempotency-key": "again" };
  for (let times = 0; times < 2; times++) {
    const answer = await api.call("POST", `${base}/review`, { json, headers });
    assert.deepEqual([answer.status, answer.body], [202, { reviews: 2 }]);
  }
  assert.equal((await api.sql`select 1 from review_runs`).length, 2);
});

apiTest("Bad bodies and cursors name their field", async (api) => {
  const base = `/api/projects/${api.projectId}/review`;
  assertError(await api.post(base, { session_ids: [] }), 422, /session_ids/);
  assertError(await api.post(base, { session_ids: Array(501).fill("x") }), 422, /at most 500/);
  assertError(await api.get(`${base}?cursor=nonsense`), 400, /cursor/i);
  assertError(await api.get(`${base}?state=all`), 400, /state/);
  const patch = (json: unknown) => api.call("PATCH", `${base}/dec_none`, { json });
  assertError(await patch({ action: "burn" }), 422, /action/);
  assertError(await patch({ action: "change" }), 422, /value/);
  assertError(await patch({ action: "accept" }), 404, /Decision/);
});
