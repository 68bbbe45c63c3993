import assert from "node:assert/strict";
import { apiTest, ORIGIN } from "../testing.ts";
import { openapi } from "./document.ts";
import { createV1 } from "./mount.ts";
import { projectOperations } from "./project.ts";

apiTest("What is to go says so in its answers, in the document and until when", async (api) => {
  const [operation] = projectOperations;
  const deprecated = {
    since: new Date("2026-01-01T00:00:00Z"),
    sunset: new Date("2026-07-01T00:00:00Z"),
    instead: "/v1/reference#getProject",
  };
  const old = [{ ...operation!, deprecated }];
  const app = createV1(api.services, old);
  const headers = { authorization: `Bearer ${api.keys.read}` };
  const answer = await app.fetch(new Request(`${ORIGIN}/v1/project`, { headers }));
  assert.equal((await answer.json()).id, api.projectId);
  assert.equal(answer.headers.get("deprecation"), "@1767225600");
  assert.equal(answer.headers.get("sunset"), "Wed, 01 Jul 2026 00:00:00 GMT");
  assert.match(answer.headers.get("link")!, /^<\/v1\/reference#getProject>; rel=/);
  const described = openapi(old).paths["/project"].get;
  assert.deepEqual([described.deprecated, described["x-sunset"]], [
    true,
    "2026-07-01T00:00:00.000Z",
  ]);
});
