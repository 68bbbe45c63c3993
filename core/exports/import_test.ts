import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { createProject } from "../projects/mod.ts";
import { sha256Of } from "./archive/lines.ts";
import type { Entry } from "./archive/tar.ts";
import { checkArchive } from "./check_archive.ts";
import { bringIn, readArchiveImport, startArchiveImport } from "./mod.ts";
import { archiveOf, putIn, smallProject, takeOut, textOf, withStore } from "./testing/world.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The files with one changed, and a manifest that agrees. */
function changed(files: Entry[], name: string, change: (text: string) => string): Entry[] {
  const next = files.map((file) =>
    file.name === name ? { name, bytes: bytesOf(change(textOf(file))) } : file
  );
  return withManifest(next);
}

function withManifest(files: Entry[]): Entry[] {
  const manifest = JSON.parse(textOf(files.at(-1)!));
  const counts: Record<string, number> = {};
  manifest.files = files.slice(0, -1).map(({ name, bytes }) => {
    const isLines = name.endsWith(".ndjson");
    const rows = isLines ? textOf({ name, bytes }).split("\n").length - 1 : 0;
    const collection = name.replace(/-\d+\.ndjson$/, "");
    if (isLines) counts[collection] = (counts[collection] ?? 0) + rows;
    return { name, rows, bytes: bytes.length, sha256: sha256Of(bytes) };
  });
  manifest.counts = counts;
  return [...files.slice(0, -1), {
    name: "manifest.json",
    bytes: bytesOf(JSON.stringify(manifest)),
  }];
}

/** The first line of a file with some fields set. */
const firstLine = (fields: Record<string, unknown>) => (text: string) => {
  const [first, ...rest] = text.split("\n");
  return [JSON.stringify({ ...JSON.parse(first!), ...fields }), ...rest].join("\n");
};

dbTest("A hostile or damaged archive is refused before anything is written", async (sql) => {
  await withStore(sql, async (store) => {
    const files = await takeOut(store, await smallProject(sql));
    const sessions = "sessions-0001.ndjson";
    const deep = "[".repeat(100) + "]".repeat(100);
    const cases: [string, Entry[], RegExp][] = [
      ["no manifest", files.slice(0, -1), /manifest.json is missing/],
      ["another name", withManifest([{ name: "../evil", bytes: bytesOf("") }, ...files]), /evil/],
      ["a file twice", withManifest([files[0]!, ...files]), /exactly one project|not behind/],
      ["out of order", withManifest([files[1]!, files[0]!, ...files.slice(2)]), /out of order/],
      ["something behind", [...files, files[0]!], /must be the last file/],
      [
        "a changed line",
        files.map((one) =>
          one.name === sessions
            ? { ...one, bytes: bytesOf(textOf(one).replace("Hello", "Hullo")) }
            : one
        ),
        /not what manifest.json says/,
      ],
      ["an unknown field", changed(files, sessions, firstLine({ secret: 1 })), /line 1: .*secret/],
      ["a wrong word", changed(files, sessions, firstLine({ status: "x" })), /status must be one/],
      ["a wrong time", changed(files, sessions, firstLine({ created_at: "soon" })), /created_at/],
      ["a wrong id", changed(files, sessions, firstLine({ id: "a b'--" })), /id must be an id/],
      ["NUL", changed(files, sessions, firstLine({ name: "a\0b" })), /not text/],
      ["half a character", changed(files, sessions, firstLine({ name: "\ud800" })), /not text/],
      ["no objects", changed(files, sessions, firstLine({ user_metadata: [] })), /user_metadata/],
      [
        "deep data",
        changed(files, sessions, firstLine({ custom_fields: { a: JSON.parse(deep) } })),
        /levels/,
      ],
      [
        "a session twice",
        changed(files, sessions, (text) => text.split("\n")[0] + "\n" + text),
        /line 2 .*names the same thing again/,
      ],
      [
        "an unknown language",
        changed(files, "knowledge_sources-0001.ndjson", firstLine({ language: "x'; drop" })),
        /language must be one of/,
      ],
      ["no JSON", changed(files, sessions, (text) => "{]\n" + text), /line 1 is not JSON/],
      ["a cut line", changed(files, sessions, (text) => text.slice(0, -5)), /broke off/],
      [
        "another version",
        changed(files, "manifest.json", (text) => text).map((one) =>
          one.name === "manifest.json"
            ? {
              ...one,
              bytes: bytesOf(textOf(one).replace('"schema_version":1', '"schema_version":9')),
            }
            : one
        ),
        /schema version 9/,
      ],
    ];
    for (const [name, entries, reason] of cases) {
      await assert.rejects(checkArchive(archiveOf(entries)), reason, name);
    }
    const { id } = await createProject(sql, { name: "Empty" });
    const failed = await putIn(store, id, cases[6]![1]);
    assert.equal(failed.status, "failed");
    assert.match(failed.error!, /^The archive is refused: sessions-0001.ndjson, line 1/);
    // The same project takes the right one afterwards.
    assert.equal((await putIn(store, id, files)).status, "done");
    await assert.rejects(putIn(store, id, files), /The project is not empty/);
    assert.deepEqual([...Deno.readDirSync(`${store.dataDir}/exports`)].length, 1);
  });
});

dbTest("What an archive refers to must be in it, and is told by file", async (sql) => {
  await withStore(sql, async (store) => {
    const files = await takeOut(store, await smallProject(sql));
    const { id } = await createProject(sql, { name: "Empty" });
    const without = changed(
      files,
      "messages-0001.ndjson",
      (text) => text.replace(/"session_id":"sess_[^"]+"/, '"session_id":"sess_0"'),
    );
    const failed = await putIn(store, id, without);
    assert.equal(failed.status, "failed");
    assert.match(
      failed.error!,
      /^messages-0001.ndjson .* refers to something .* delete it, and begin/,
    );
  });
});

dbTest("An import that is interrupted goes on where it was", async (sql) => {
  await withStore(sql, async (store) => {
    const files = await takeOut(store, await smallProject(sql));
    const { id: to } = await createProject(sql, { name: "Harbor" });
    const one = await startArchiveImport(store, to, { body: archiveOf(files) }, null, {
      isQueued: false,
    });
    // Each round gives up a little later than the one before.
    for (let round = 0; round < 200; round++) {
      const stop = new AbortController();
      const working = bringIn(store, to, one.id, stop.signal).then(() => "over", () => "stopped");
      await until(async () => {
        const { status, done_rows } = await readArchiveImport(sql, to, one.id);
        return status === "done" || done_rows > round * 3;
      });
      stop.abort(new Error("The process ends"));
      if (await working === "over") break;
    }
    const done = await readArchiveImport(sql, to, one.id);
    assert.equal(done.error, null);
    assert.equal(done.status, "done");
    assert.equal(done.done_rows, done.total_rows);
    const after = await takeOut(store, to);
    for (const [index, file] of files.slice(0, -1).entries()) {
      assert.equal(textOf(after[index]!), textOf(file), file.name);
    }
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!await holds()) {
    if (performance.now() > end) throw new Error("It does not come true within 30 seconds");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
