import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { dbTest } from "../db/testing.ts";
import { createProject } from "../projects/mod.ts";
import { ingest } from "../sessions/mod.ts";
import { sessionsCsv } from "./sessions_csv.ts";
import { AT, smallProject } from "./testing/world.ts";

dbTest("A filtered list becomes a file in which no cell is a formula", async (sql) => {
  const id = await smallProject(sql);
  await ingest(sql, { projectId: id, source: "intercom" }, [{
    name: '=HYPERLINK("http://evil.example","Click")',
    tags: ["bug"],
    customer: { name: "@SUM(A1)", email: "eve@evil.example" },
    messages: [{ senderType: "user", content: '+1 "quoted", and\na second line', at: AT }],
  }], AT);
  const read = async (filter: Parameters<typeof sessionsCsv>[2]) => {
    const text = await new Response(await sessionsCsv(sql, id, filter) as BodyInit).text();
    return parse(text, { columns: true, bom: true }) as Record<string, string>[];
  };
  const all = await read({});
  assert.equal(all.length, 4);
  const [evil] = await read({ source: "intercom" });
  assert.equal(evil!.name, `'=HYPERLINK("http://evil.example","Click")`);
  assert.equal(evil!.contact_name, "'@SUM(A1)");
  assert.equal(evil!.first_words!.startsWith("'+1"), true);
  assert.equal(evil!.last_activity_at, AT.toISOString());
  assert.equal((await read({ search: "export", tags: ["bug"] })).length, 1);
  for (const row of all) {
    for (const cell of Object.values(row)) assert.ok(!/^[=+\-@]/.test(cell), cell);
  }
});

dbTest("A long list is written page by page, each session once", async (sql) => {
  const { id } = await createProject(sql, { name: "Long" });
  const conversations = Array.from({ length: 7 }, (_, index) => ({
    externalId: String(index),
    messages: [{ senderType: "user" as const, content: `Message ${index}`, at: AT }],
  }));
  await ingest(sql, { projectId: id, source: "zendesk" }, conversations, AT);
  const text = await new Response(await sessionsCsv(sql, id, {}, 3) as BodyInit).text();
  const ids = text.split("\r\n").slice(1, -1).map((line) => line.split(",")[0]);
  assert.equal(ids.length, 7);
  assert.equal(new Set(ids).size, 7);
});
