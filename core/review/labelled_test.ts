import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { labelledSessions, scoreRules } from "./testing/labelled.ts";

/** Percentage points by which a figure may fall below what docs/review.md says. */
const TOLERANCE = 1;

dbTest("The rules are as good as the documentation says", async (sql) => {
  await sql`insert into projects (id, name) values ('proj_labelled', 'Labelled')`;
  const page = await Deno.readTextFile(new URL("../../docs/review.md", import.meta.url));
  const { tags, allTags, links } = await scoreRules(sql, "proj_labelled");
  for (const { name, precision, recall } of [...tags, allTags, links]) {
    const row = new RegExp(`^\\| ${name} \\|.*\\| ([\\d.]+)% \\| ([\\d.]+)% \\|$`, "m").exec(page);
    assert.ok(row, `${name} has no row in docs/review.md`);
    const [, written, remembered] = row.map(Number);
    assert.ok(precision * 100 >= written! - TOLERANCE, `${name}: precision fell to ${precision}`);
    assert.ok(recall * 100 >= remembered! - TOLERANCE, `${name}: recall fell to ${recall}`);
  }
});

dbTest("Sessions that the rules were not made for are tagged and linked rightly", async (sql) => {
  await sql`insert into projects (id, name) values ('proj_unseen', 'Unseen')`;
  const { allTags, links } = await scoreRules(sql, "proj_unseen", "unseen.txt");
  assert.ok(allTags.precision >= 0.9 && allTags.recall >= 0.6, JSON.stringify(allTags));
  assert.ok(links.precision >= 0.9 && links.recall >= 0.8, JSON.stringify(links));
});

Deno.test("The labelled set has sixty sessions of all types, some of which deserve no tag", async () => {
  const all = await labelledSessions();
  assert.equal(all.length, 60);
  assert.equal(new Set(all.map(({ type }) => type)).size, 3);
  assert.ok(all.filter(({ tags }) => tags.length === 0).length >= 5);
  assert.ok(all.filter(({ issues }) => issues.length > 0).length >= 20);
});
