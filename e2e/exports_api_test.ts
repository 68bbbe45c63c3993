import assert from "node:assert/strict";
import { createKey } from "../core/access/mod.ts";
import { fillWithSamples } from "../core/demo/mod.ts";
import { createProject } from "../core/projects/mod.ts";
import { startTestApp } from "./testing/app.ts";

Deno.test({
  name: "A program takes a project out through /v1 and brings it into another one",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const app = await startTestApp();
    try {
      const { services: { sql }, project, url, apiKey } = app;
      await fillWithSamples(sql, project.id);
      const empty = await createProject(sql, { name: "Second harbor" });
      const { key } = await createKey(sql, { projectId: empty.id, name: "new", scope: "full" });
      const { key: weak } = await createKey(sql, {
        ...{ projectId: project.id, name: "weak", scope: "write" as const },
      });
      const ask = async (method: string, path: string, key: string) => {
        const response = await fetch(`${url}/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${key}` },
        });
        return { status: response.status, body: await response.json() };
      };
      const until = async (path: string, key: string) => {
        const end = performance.now() + 120_000;
        for (;;) {
          const { body } = await ask("GET", path, key);
          if (["done", "failed"].includes(body.status)) return body;
          if (performance.now() > end) throw new Error(`${path} is ${body.status} after 2 minutes`);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      assert.equal((await ask("POST", "/exports", weak)).status, 403);
      const begun = await ask("POST", "/exports", apiKey);
      assert.equal(begun.status, 201);
      const done = await until(`/exports/${begun.body.id}`, apiKey);
      assert.equal(done.status, "done");
      const download = new URL(done.download_url, url);
      const bytes = new Uint8Array(await (await fetch(download)).arrayBuffer());
      assert.equal(bytes.length, done.size);

      const { body: { upload_url } } = await ask("POST", "/imports", key);
      const upload = new URL(upload_url, url);
      const put = (address: URL, body: BodyInit) => fetch(address, { method: "PUT", body });
      const sent = await put(upload, bytes);
      assert.equal(sent.status, 202);
      const { id } = await sent.json();
      const brought = await until(`/imports/${id}`, key);
      assert.equal(brought.status, "done", brought.error);
      assert.deepEqual(brought.counts, done.counts);

      // Links are for one use, one project and a while; nobody makes one.
      for (const [method, address] of [["GET", upload], ["PUT", download]] as const) {
        const answer = await fetch(address, {
          method,
          ...(method === "PUT" ? { body: bytes } : {}),
        });
        assert.equal(answer.status, 410);
        await answer.body?.cancel();
      }
      const forged = new URL(download.href.slice(0, -4) + "AAAA");
      const answer = await fetch(forged);
      assert.equal(answer.status, 410);
      assert.match((await answer.json()).error, /has run out or is not valid/);
      const again = await put(upload, bytes);
      assert.equal(again.status, 409);
      assert.match((await again.json()).error, /not empty/);
      assert.equal((await ask("GET", `/exports/${begun.body.id}`, key)).status, 404);
      const removed = await app.call("DELETE", `/v1/exports/${begun.body.id}`);
      assert.equal(removed.status, 204);
      assert.equal((await fetch(download)).status, 410);
    } finally {
      await app.stop();
    }
  },
});
