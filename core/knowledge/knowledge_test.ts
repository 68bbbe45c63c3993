import assert from "node:assert/strict";
import fc from "fast-check";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import {
  createKnowledge,
  deleteKnowledge,
  getKnowledge,
  listKnowledge,
  searchKnowledge,
  updateKnowledge,
} from "./mod.ts";

async function project(sql: Sql, id: string): Promise<string> {
  await sql`insert into projects (id, name) values (${id}, ${id})`;
  return id;
}

const entry = { kind: "markdown" as const, name: "Guide", content: "# Export\n\nChoose CSV." };

const status = (code: number, field?: string) => (error: unknown) =>
  error instanceof AppError && error.status === code &&
  (field === undefined || error.details?.some((detail) => detail.field === field) === true);

dbTest("An entry is read back as it was written, and found at once", async (sql) => {
  const a = await project(sql, "proj_a");
  const created = await createKnowledge(sql, a, { ...entry, url: "https://docs.acme.test/x" });
  assert.equal(created.passage_count, 1);
  assert.equal(created.url, "https://docs.acme.test/x");
  assert.equal(created.status, "ready");
  assert.deepEqual(await getKnowledge(sql, a, created.id), created);
  const [found] = await searchKnowledge(sql, a, "How can I export?");
  assert.equal(found?.source_id, created.id);
  assert.equal(found?.source_name, "Guide");
  assert.equal(found?.heading, "Export");
  assert.equal(found?.url, "https://docs.acme.test/x");
});

dbTest("A changed entry is found by its new words only, a deleted one no more", async (sql) => {
  const a = await project(sql, "proj_a");
  const { id } = await createKnowledge(sql, a, entry);
  await updateKnowledge(sql, a, id, { content: "# Refunds\n\nWithin 14 days." });
  assert.equal((await searchKnowledge(sql, a, "export")).length, 0);
  assert.equal((await searchKnowledge(sql, a, "refund")).length, 1);
  await deleteKnowledge(sql, a, id);
  assert.equal((await searchKnowledge(sql, a, "refund")).length, 0);
  await assert.rejects(() => getKnowledge(sql, a, id), status(404));
  const [left] = await sql`select count(*)::int as words from knowledge_terms`;
  assert.equal(left!.words, 0);
});

dbTest("Bad fields are named, and nothing is stored", async (sql) => {
  const a = await project(sql, "proj_a");
  const bad = (input: Record<string, unknown>, code: number, field?: string) =>
    assert.rejects(
      () => createKnowledge(sql, a, { ...entry, ...input } as never),
      status(code, field),
    );
  await bad({ kind: "website" }, 400, "kind");
  await bad({ name: "  " }, 400, "name");
  await bad({ name: "x".repeat(201) }, 400, "name");
  await bad({ content: "\n \0" }, 400, "content");
  await bad({ content: "# Only a heading" }, 400, "content");
  await bad({ content: "ä".repeat(600_000) }, 413);
  for (const url of ["ftp://a.test", "javascript:alert(1)", "a.test", "https://u:p@a.test", 7]) {
    await bad({ url }, 400, "url");
  }
  assert.equal((await listKnowledge(sql, a)).sources.length, 0);
});

dbTest("NUL characters and broken surrogates are cleaned out", async (sql) => {
  const a = await project(sql, "proj_a");
  const content = "Choose\0 CSV \ud800 now.\r\nThen wait.";
  const created = await createKnowledge(sql, a, { ...entry, kind: "text", content });
  assert.equal(created.content, "Choose CSV \ufffd now.\nThen wait.");
});

dbTest("Another project's entry cannot be read, changed or deleted", async (sql) => {
  const [a, b] = [await project(sql, "proj_a"), await project(sql, "proj_b")];
  const { id } = await createKnowledge(sql, a, entry);
  await assert.rejects(() => getKnowledge(sql, b, id), status(404));
  await assert.rejects(() => updateKnowledge(sql, b, id, { name: "Mine" }), status(404));
  await assert.rejects(() => deleteKnowledge(sql, b, id), status(404));
  assert.equal((await getKnowledge(sql, a, id)).name, "Guide");
});

dbTest("Lists go through all entries page by page, last changed first", async (sql) => {
  const a = await project(sql, "proj_a");
  for (let minute = 0; minute < 5; minute++) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
    await createKnowledge(sql, a, { ...entry, name: `Entry ${minute}` }, at);
  }
  const names: string[] = [];
  let after: string | null = null;
  do {
    const page = await listKnowledge(sql, a, { limit: 2, after });
    names.push(...page.sources.map(({ name }) => name));
    after = page.next;
  } while (after);
  assert.deepEqual(names, ["Entry 4", "Entry 3", "Entry 2", "Entry 1", "Entry 0"]);
  await assert.rejects(() => listKnowledge(sql, a, { limit: 0 }), status(400, "limit"));
  await assert.rejects(() => listKnowledge(sql, a, { after: "x" }), status(400, "after"));
});

dbTest("Entries written at the same time keep the counts of words right", async (sql) => {
  const a = await project(sql, "proj_a");
  const all = await Promise.all(
    Array.from(
      { length: 6 },
      (_, index) => createKnowledge(sql, a, { ...entry, name: `E${index}` }),
    ),
  );
  await Promise.all(all.slice(3).map(({ id }) => deleteKnowledge(sql, a, id)));
  const [word] = await sql`select passages from knowledge_terms where term = 'export'`;
  assert.equal(word!.passages, 3);
});

dbTest("Any text can be stored and asked for without an error", async (sql) => {
  const a = await project(sql, "proj_a");
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
      const content = `x ${text}`;
      const { id } = await createKnowledge(sql, a, { kind: "markdown", name: "N", content });
      await searchKnowledge(sql, a, text);
      await searchKnowledge(sql, a, `' | \\ & ! <-> :* ${text}`);
      await deleteKnowledge(sql, a, id);
    }),
    { numRuns: 60 },
  );
});

dbTest("A megabyte of text is stored and can be found", async (sql) => {
  const a = await project(sql, "proj_a");
  const line = (index: number) =>
    `Line ${index} tells about subject${index % 4_000} in some detail.\n`;
  const lines = Array.from({ length: 19_000 }, (_, index) => line(index)).join("");
  await createKnowledge(sql, a, { kind: "text", name: "Long", content: lines.slice(0, 999_000) });
  assert.ok((await searchKnowledge(sql, a, "subject1234?")).length > 0);
});
