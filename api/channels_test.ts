import assert from "node:assert/strict";
import {
  fakeChannel,
  type FakeHarbor,
  harbor,
  startHarbor,
} from "../core/consent/testing/harbor.ts";
import type { SourcePlugin } from "../core/contract/mod.ts";
import { channelJobs } from "../core/exchange/mod.ts";
import { testEngine } from "../core/sync/testing/engine.ts";
import { apiTest, type TestApi } from "./testing.ts";

/** A test with a connection to the imaginary provider, whose channels were read. */
function channelTest(
  name: string,
  test: (api: TestApi, fake: FakeHarbor, path: string) => Promise<void>,
) {
  apiTest(name, async (api) => {
    const fake = startHarbor();
    fake.channels.push(
      fakeChannel("C1", { name: "acme", isExternal: true, memberCount: 7 }),
      fakeChannel("C2", { name: "board", isPrivate: true }),
      fakeChannel("C3", { name: "old", isArchived: true }),
    );
    api.services.sync = testEngine(api.sql, [[
      harbor as unknown as SourcePlugin,
      fake.server.url,
    ]]);
    try {
      const path = `/api/projects/${api.projectId}/connections`;
      const body = { source: "harbor", secret: { token: fake.token } };
      const { connection: { id } } = (await api.post(path, body)).body;
      await work(api);
      await test(api, fake, `${path}/${id}/channels`);
    } finally {
      await fake.server.close();
    }
  });
}

async function work(api: TestApi) {
  const rows = await api.sql`
    update jobs set status = 'done' where status = 'queued' and kind <> 'sync.run'
    returning id, kind, payload`;
  for (const { id, kind, payload } of rows) {
    const signal = new AbortController().signal;
    const job = { id, kind, payload, attempt: 1, maxAttempts: 1, signal };
    await channelJobs(api.services.sync)[kind]!.run({ ...job, projectId: api.projectId });
  }
}

channelTest("Channels are listed in pages, searched and filtered", async (api, _fake, path) => {
  const all = await api.get(path);
  assert.deepEqual(all.body.channels[0], {
    id: "C1",
    name: "acme",
    is_private: false,
    is_external: true,
    is_archived: false,
    is_member: false,
    is_gone: false,
    member_count: 7,
    monitored: false,
    mode: "passive",
    scope: "external",
    backfill_from: null,
    package: null,
    problem: null,
  });
  assert.equal(all.body.channels.length, 2);
  assert.equal(all.body.list.state, "done");
  const first = await api.get(`${path}?limit=1`);
  const next = await api.get(`${path}?limit=1&cursor=${first.body.next_cursor}`);
  assert.deepEqual([next.body.channels[0].id, next.body.next_cursor], ["C2", null]);
  assert.equal((await api.get(`${path}?search=boa`)).body.channels[0].id, "C2");
  assert.equal((await api.get(`${path}?filter=archived`)).body.channels[0].id, "C3");
  for (const query of ["limit=0", "limit=x", "limit=201", "filter=new", "cursor=x"]) {
    assert.equal((await api.get(`${path}?${query}`)).status, 400, query);
  }
});

channelTest("A channel is captured, changed and let go", async (api, fake, path) => {
  const patch = (id: string, json: unknown, key?: string) =>
    api.call("PATCH", `${path}/${id}`, { json, ...(key ? { key } : {}) });
  const chosen = await patch("C1", {
    monitored: true,
    mode: "interactive",
    scope: "all",
    backfill_from: "2026-01-01T00:00:00Z",
  });
  assert.equal(chosen.status, 200, chosen.text);
  assert.equal(chosen.body.channel.backfill_from, "2026-01-01T00:00:00.000Z");
  await work(api);
  assert.equal(fake.channels[0]!.isMember, true);
  const passive = await patch("C1", { mode: "passive" });
  const { monitored, mode, scope, is_member } = passive.body.channel;
  assert.deepEqual([monitored, mode, scope, is_member], [true, "passive", "all", true]);
  assert.equal((await patch("C1", { monitored: false })).body.channel.monitored, false);
  for (
    const [id, json, status] of [
      ["C1", { mode: "passive" }, 422],
      ["C1", { mode: "loud" }, 422],
      ["C1", { monitored: "yes" }, 422],
      ["C1", { backfill_from: "yesterday" }, 422],
      ["C3", { monitored: true }, 422],
      ["C9", { monitored: true }, 404],
    ] as const
  ) {
    const answer = await patch(id, json);
    assert.equal(answer.status, status, `${id} ${JSON.stringify(json)} ${answer.text}`);
  }
  assert.equal((await api.post(`${path}/refresh`, undefined)).status, 202);
  assert.equal((await api.get(path)).body.list.state, "waiting");
});

channelTest(
  "A captured channel chooses the package that answers in it",
  async (api, _fake, path) => {
    const { package: { id } } =
      (await api.post(`/api/projects/${api.projectId}/settings/knowledge-packages`, {
        name: "Sales",
      }))
        .body;
    const patch = (json: unknown) => api.call("PATCH", `${path}/C1`, { json });
    assert.equal((await patch({ package: id })).status, 422);
    assert.equal((await patch({ monitored: true, package: id })).body.channel.package, id);
    assert.equal((await patch({ mode: "interactive" })).body.channel.package, id);
    for (const unknown of ["pack_other", "x".repeat(65), 7]) {
      assert.equal((await patch({ package: unknown })).status, 422);
    }
    const gone = await api.call(
      "DELETE",
      `/api/projects/${api.projectId}/settings/knowledge-packages/${id}`,
    );
    assert.equal(gone.status, 409, gone.text);
    assert.equal((await patch({ package: null })).body.channel.package, null);
    await patch({ package: id });
    assert.equal((await patch({ monitored: false })).body.channel.package, null);
  },
);

channelTest("Only full keys, owners and admins choose channels", async (api, _fake, path) => {
  const json = { monitored: true };
  for (const key of ["read", "write"] as const) {
    const answer = await api.call("PATCH", `${path}/C1`, { json, key: api.keys[key] });
    assert.equal(answer.status, 403);
  }
  for (const as of ["member", "viewer"] as const) {
    assert.equal((await api.call("PATCH", `${path}/C1`, { json, as })).status, 403);
    assert.equal((await api.post(`${path}/refresh`, undefined, { as })).status, 403);
    assert.equal((await api.get(path, { as })).status, 200);
  }
  const foreign = path.replace(api.projectId, api.otherProjectId);
  const options = { json, key: api.keys.other };
  assert.equal((await api.call("PATCH", `${foreign}/C1`, options)).status, 404);
  assert.equal((await api.get(foreign, { key: api.keys.other })).status, 404);
});
