import assert from "node:assert/strict";
import {
  createKey,
  keyOf,
  KeyUsage,
  readKeyUsage,
  revokeKey,
  setKeyAddresses,
} from "../core/access/mod.ts";
import { createMcp } from "./mcp/mod.ts";
import { apiTest, type TestApi } from "./testing.ts";

const HERE = "192.0.2.7";
const ELSEWHERE = "198.51.100.1";

/** A key, and calls with it from chosen addresses, which are counted. */
async function callerOf(api: TestApi, plan: "free" | "unlimited" = "unlimited") {
  const { projectId, sql } = api;
  const made = await createKey(sql, { projectId, name: "Caller", scope: "read", plan });
  const key = { projectId, keyId: made.id };
  const keyUsage = new KeyUsage(sql);
  const app = api.replica({ keyUsage });
  const mcp = createMcp({ ...api.services, keyUsage });
  const request = (path: string, method: string) =>
    new Request(`http://localhost:8000${path}`, {
      method,
      headers: { authorization: `Bearer ${made.key}` },
    });
  return {
    key,
    call: async (path: string, clientAddress?: string, method = "GET") => {
      const env = clientAddress === undefined ? undefined : { clientAddress };
      const asked = request(path, method);
      const answer = path.startsWith("/mcp") ? await mcp(asked, env) : await app.fetch(asked, env);
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    },
    open: (path: string, clientAddress: string, changes: Partial<TestApi["services"]>) =>
      api.replica({ keyUsage, ...changes }).fetch(request(path, "GET"), { clientAddress }),
    usage: async () => {
      await keyUsage.flush();
      return await readKeyUsage(sql, { ...key, range: "24h" });
    },
  };
}

apiTest(
  "A key with a list of addresses is refused from elsewhere, on every way into the API",
  async (api) => {
    const { key, call, usage } = await callerOf(api);
    const paths = [api.sessions(), "/v1/sessions", "/mcp"];
    const statuses = (address?: string) =>
      Promise.all(paths.map(async (path) => (await call(path, address)).status));
    const open = await statuses(ELSEWHERE);
    assert.deepEqual(open.slice(0, 2), [200, 200]);
    await setKeyAddresses(api.sql, { ...key, addresses: `${HERE} 2001:db8::/32` });
    for (const path of paths) {
      const refused = await call(path, ELSEWHERE);
      assert.equal(refused.status, 403, path);
      assert.match(refused.text, /may not be used from the address 198\.51\.100\.1\. Call/, path);
      assert.equal(refused.headers.get("ratelimit-limit"), null);
    }
    assert.deepEqual(await statuses(), [403, 403, 403], "No address is on no list");
    assert.deepEqual(await statuses(HERE), open);
    assert.deepEqual(await statuses("2001:db8:7::1"), open);
    await setKeyAddresses(api.sql, { ...key, addresses: "" });
    assert.deepEqual(await statuses(ELSEWHERE), open);
    assert.ok((await usage()).total.clientErrors >= 6, "Refusals count as errors of the key");
  },
);

apiTest("What a key asks for is counted by endpoint and outcome, without ids", async (api) => {
  const { id } = await api.create();
  const { key, call, usage } = await callerOf(api);
  const v1 = `/v1/sessions/${id}`;
  const paths = [api.sessions(), v1, v1, "/v1/sessions/sess_none", `/api/nothing/${id}`];
  for (const path of paths) await call(path, HERE);
  await call("/v1/sessions", HERE, "POST");
  await call(api.sessions(), HERE, "PURGE");
  await call("/mcp", ELSEWHERE, "GET");
  await call("/v1/nothing", HERE);
  await call("/v1/openapi.json", HERE);
  const { endpoints, total } = await usage();
  const seen = endpoints.map((one) => [one.endpoint, one.requests, one.clientErrors]);
  const mcp = seen.find(([endpoint]) => endpoint === "GET /mcp");
  assert.equal(mcp?.[1], 1);
  assert.deepEqual(seen.filter((one) => one !== mcp), [
    ["GET /v1/sessions/{session_id}", 3, 1],
    ["GET (no such path)", 1, 1],
    ["GET /api/sessions", 1, 0],
    ["OTHER /api/sessions", 1, 1],
    ["POST /v1/sessions", 1, 1],
  ]);
  assert.equal(total.requests, 8);
  assert.equal((await keyOf(api.sql, key.projectId, key.keyId)).lastUsedFrom, ELSEWHERE);
});

apiTest(
  "Requests over the limit are counted apart, and strangers count for nobody",
  async (api) => {
    const { key, call, usage } = await callerOf(api, "free");
    let refused = 0;
    // The minute may end meanwhile: then a few more pass.
    while (refused < 2) if ((await call("/v1/sessions/sess_x", HERE)).status === 429) refused++;
    while (refused < 4) if ((await call("/api/sessions/x", HERE)).status === 429) refused++;
    await revokeKey(api.sql, key);
    assert.equal((await call("/v1/sessions", HERE)).status, 401);
    const { total } = await usage();
    assert.equal(total.rateLimited, 4);
    assert.equal(total.clientErrors, total.requests - 4);
  },
);

apiTest("An open stream ends once its key may not be used from there any more", async (api) => {
  const { key, open } = await callerOf(api);
  const path = `/api/projects/${api.projectId}/events`;
  const stream = await open(path, HERE, { accessCheckMilliseconds: 20 });
  assert.equal(stream.status, 200);
  await setKeyAddresses(api.sql, { ...key, addresses: ELSEWHERE });
  // Ends by itself, or the test does not.
  await stream.text();
});
