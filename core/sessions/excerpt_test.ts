import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { newId } from "../id.ts";
import { excerptsOf, highlight, ingest, listSessions, searchWords } from "./mod.ts";

const texts = (search: string) => searchWords(search).map(({ text }) => text);

Deno.test("Search words leave out excluded words, quotes and the word or", () => {
  assert.deepEqual(texts('Export "rows missing" -slow or CSV'), [
    "export",
    "rows",
    "missing",
    "csv",
  ]);
  assert.deepEqual(texts("  ' ( & | ! \0 "), []);
  assert.deepEqual(texts("Sørlie 雲 a-b"), ["sørlie", "雲", "a", "b"]);
});

Deno.test("Words of three letters mark what begins with them, shorter ones only themselves", () => {
  const marked = (text: string, search: string) =>
    highlight(text, searchWords(search)).filter(({ match }) => match).map(({ text }) => text);
  assert.deepEqual(marked("Exports, an export and reexport", "export"), ["Exports", "export"]);
  assert.deepEqual(marked("An API and a capital", "a api"), ["API", "a"]);
});

Deno.test("Highlighted pieces joined give the text as it was", () => {
  const text = "<b>Export</b> & 'export' 🙂 exporting";
  const segments = highlight(text, searchWords("export"));
  assert.equal(segments.map((segment) => segment.text).join(""), text);
  assert.equal(segments.filter(({ match }) => match).length, 3);
});

dbTest("An excerpt is taken from the first message with a word and begins near it", async (sql) => {
  const projectId = newId("proj");
  await sql`insert into projects (id, name) values (${projectId}, 'Test')`;
  const say = (content: string) => ({ senderType: "user" as const, content });
  await ingest(sql, { projectId, source: "api" }, [{
    messages: [
      say("Hello there"),
      say(`${"many words before it ".repeat(20)}then the EXPORT failed (50% of rows)`),
      say("export again"),
    ],
  }, { messages: [say("Nothing of it")] }]);
  const { sessions } = await listSessions(sql, projectId, {}, { limit: 10 });
  const ids = sessions.map(({ id }) => id);
  const excerpts = await excerptsOf(sql, projectId, ids, searchWords("export 50"));
  assert.equal(excerpts.size, 1);
  const [text] = [...excerpts.values()];
  assert.match(text!, /^…[\w ]{5,40}then the EXPORT failed \(50% of rows\)$/);
});

dbTest("Excerpts of a long message and of signs in the search cost no failure", async (sql) => {
  const projectId = newId("proj");
  await sql`insert into projects (id, name) values (${projectId}, 'Test')`;
  const content = `${"lorem ipsum ".repeat(80_000)}zebra`;
  const [result] = await ingest(sql, { projectId, source: "api" }, [{
    messages: [{ senderType: "user", content }],
  }]);
  const found = await excerptsOf(sql, projectId, [result!.sessionId], searchWords("zebra.* (\\"));
  assert.match(found.get(result!.sessionId)!, /zebra$/);
});
