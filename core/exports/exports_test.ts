import assert from "node:assert/strict";
import { createKey } from "../access/mod.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import type { JobContext } from "../jobs/mod.ts";
import { createProject } from "../projects/mod.ts";
import { ingest } from "../sessions/mod.ts";
import {
  archiveJobs,
  EXPORT_DAYS,
  keepArchives,
  listExports,
  openExport,
  readExport,
  removeExport,
  startExport,
  writeExport,
} from "./mod.ts";
import type { Entry } from "./archive/tar.ts";
import { archiveFiles } from "./write_archive.ts";
import { AT, takeOut, textOf, withStore } from "./testing/world.ts";

const DAY = 86_400_000;

async function projectWithASession(sql: Sql): Promise<string> {
  const { id } = await createProject(sql, { name: "Harbor" }, AT);
  await ingest(sql, { projectId: id, source: "zendesk" }, [{
    messages: [{ senderType: "user", content: "Hello" }],
  }]);
  return id;
}

dbTest("An archive is downloadable for a week, by a path nobody can guess", async (sql) => {
  await withStore(sql, async (store) => {
    const projectId = await projectWithASession(sql);
    const { id, status } = await startExport(sql, projectId, null, AT);
    assert.equal(status, "queued");
    await assert.rejects(startExport(sql, projectId, null, AT), /under way already/);
    await assert.rejects(openExport(store, projectId, id), /queued: there is no file/);
    await writeExport(store, projectId, id, undefined, () => AT);
    const done = await readExport(sql, projectId, id);
    assert.equal(done.status, "done");
    assert.equal(done.counts.sessions, 1);
    assert.equal(done.done_rows, done.total_rows);
    assert.equal(done.expires_at!.getTime(), AT.getTime() + EXPORT_DAYS * DAY);
    const { body, size, name } = await openExport(store, projectId, id);
    const bytes = new Uint8Array(await new Response(body as BodyInit).arrayBuffer());
    assert.equal(bytes.length, size);
    assert.equal(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex(), done.sha256);
    assert.match(name, /^hissuno-2026-03-01-exp_\w+\.tar\.gz$/);
    const [file] = [...Deno.readDirSync(`${store.dataDir}/exports`)];
    assert.ok(!file!.name.includes(id) && file!.name.length > 30, file!.name);

    assert.equal(await keepArchives(store, new Date(AT.getTime() + 6 * DAY)), 0);
    assert.equal(await keepArchives(store, new Date(AT.getTime() + 8 * DAY)), 1);
    assert.equal((await readExport(sql, projectId, id)).status, "expired");
    await assert.rejects(openExport(store, projectId, id), /is gone/);

    const second = await startExport(sql, projectId, null, AT);
    await writeExport(store, projectId, second.id, undefined, () => AT);
    await removeExport(store, projectId, second.id);
    assert.deepEqual([...Deno.readDirSync(`${store.dataDir}/exports`)], []);
    assert.deepEqual((await listExports(sql, projectId)).map(({ status }) => status), [
      "expired",
      "expired",
    ]);
    const other = await createProject(sql, { name: "Other" }, AT);
    await assert.rejects(openExport(store, other.id, second.id), /Export not found/);
  });
});

dbTest("An archive holds no keys, secrets, members or other projects", async (sql) => {
  await withStore(sql, async (store) => {
    const projectId = await projectWithASession(sql);
    const { key } = await createKey(sql, { projectId, name: "secret key", scope: "full" });
    await sql`insert into connections (project_id, id, source, name, secret, created_at, updated_at)
      values (${projectId}, 'conn_a', 'gong', 'Gong', 'box1.sealed', now(), now())`;
    await sql`insert into identity_secrets (project_id, sealed, hint, created_at)
      values (${projectId}, 'box1.identity', 'abcd', now())`;
    const other = await projectWithASession(sql);
    const text = (await takeOut(store, projectId)).map(textOf).join("\n");
    assert.ok(text.includes("Hello"));
    for (const hidden of [key, key.slice(0, 12), "secret key", "box1.", "conn_a", other]) {
      assert.ok(!text.includes(hidden), hidden);
    }
  });
});

dbTest("What changes while an archive is written is not in it", async (sql) => {
  const id = await projectWithASession(sql);
  const manifest = await transaction(sql, async (tx) => {
    let last: Entry | null = null;
    for await (const file of archiveFiles(tx, { id, name: "Harbor" }, AT)) {
      if (last === null) {
        await ingest(sql, { projectId: id, source: "zendesk" }, [{
          messages: [{ senderType: "user", content: "Too late" }],
        }]);
      }
      last = file;
    }
    return JSON.parse(textOf(last!));
  }, { isolation: "repeatable read" });
  assert.equal(manifest.counts.sessions, 1);
  assert.equal(manifest.counts.messages, 1);
});

dbTest("An export that was interrupted is written anew, and leaves no part behind", async (sql) => {
  await withStore(sql, async (store) => {
    const projectId = await projectWithASession(sql);
    const { id } = await startExport(sql, projectId, null, AT);
    const stopped = AbortSignal.abort(new Error("The process ends"));
    await assert.rejects(writeExport(store, projectId, id, stopped), /The process ends/);
    assert.equal((await readExport(sql, projectId, id)).status, "running");
    assert.deepEqual([...Deno.readDirSync(`${store.dataDir}/exports`)], []);
    const [job] = await sql`select kind, payload from jobs where kind = 'exports.write'`;
    await archiveJobs(store)[job!.kind]!.run({ projectId, payload: job!.payload } as JobContext);
    assert.equal((await readExport(sql, projectId, id)).status, "done");
    // Done twice, nothing is written twice.
    await writeExport(store, projectId, id);
    assert.equal([...Deno.readDirSync(`${store.dataDir}/exports`)].length, 1);
  });
});
