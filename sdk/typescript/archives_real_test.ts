import assert from "node:assert/strict";
import { createKey } from "../../core/access/mod.ts";
import { createProject } from "../../core/projects/mod.ts";
import { startTestApp } from "../../e2e/testing/app.ts";
import { Hissuno, HissunoError } from "./src/mod.ts";

Deno.test({
  name: "A project taken out by the SDK comes into an empty one with all its sessions",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const app = await startTestApp();
    try {
      const { sql } = app.services;
      const baseUrl = app.url;
      const client = new Hissuno({ apiKey: app.apiKey, baseUrl });
      await client.sessions.createMany({
        sessions: ["A", "B"].map((name) => ({
          name,
          messages: [{ role: "user" as const, content: `Words of ${name}` }],
        })),
      });
      const archive = await (await client.exportProject({ interval: 200 })).bytes();
      assert.deepEqual([...archive.slice(0, 2)], [0x1f, 0x8b]);
      // Ids are kept, so that what is there must go before it comes again.
      for await (const { id } of client.sessions.list()) await client.sessions.delete(id);
      const project = await createProject(sql, { name: "Empty" });
      const { key } = await createKey(sql, { projectId: project.id, name: "In", scope: "full" });
      const other = new Hissuno({ apiKey: key, baseUrl });
      const result = await other.importProject(archive, { interval: 200 });
      assert.equal(result.counts.sessions, 2);
      const names = (await other.sessions.list().toArray()).map(({ name }) => name);
      assert.deepEqual(names.sort(), ["A", "B"]);
      await assert.rejects(other.importProject(archive), HissunoError);
    } finally {
      await app.stop();
    }
  },
});
