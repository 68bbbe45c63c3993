import assert from "node:assert/strict";
import { countText } from "./count_text.ts";
import { readListQuery, tidyAddress } from "./list_query.ts";

const url = (query: string) => new URL(`http://localhost/projects/p/feedback${query}`);

Deno.test("Filters are read from the address by the rules of the API", () => {
  const { filter, cursor, ignored } = readListQuery(
    url("?search=a+b&tags=bug&tags=wins&isHumanTakeover=true&dateTo=2026-01-31&cursor=abc"),
  );
  assert.deepEqual(ignored, []);
  assert.equal(cursor, "abc");
  assert.equal(filter.search, "a b");
  assert.deepEqual(filter.tags, ["bug", "wins"]);
  assert.equal(filter.isHumanTakeover, true);
  assert.equal(filter.dateTo!.toISOString(), "2026-01-31T23:59:59.999Z");
});

Deno.test("A filter that cannot be understood is left out and told of, the others stay", () => {
  const { filter, ignored } = readListQuery(url("?status=open&dateFrom=soon&source=slack"));
  assert.deepEqual(filter, { source: "slack" });
  assert.equal(ignored.length, 2);
  assert.match(ignored.join(), /status must be active or closed/);
});

Deno.test("The address of a form without script is tidied once", () => {
  const tidy = tidyAddress(url("?search=&status=active&source=&tags=bug&tags=wins"));
  assert.equal(tidy, "/projects/p/feedback?status=active&tags=bug,wins");
  assert.equal(tidyAddress(new URL(tidy!, "http://localhost")), null);
  assert.equal(tidyAddress(url("?search=")), "/projects/p/feedback");
  assert.equal(tidyAddress(url("")), null);
});

Deno.test("The count says how many of how many, and when that is only a lower bound", () => {
  const fifty = Array(50).fill(0);
  const text = (total: number, isTotalExact: boolean, isFirst: boolean, sessions = fifty) =>
    countText({ sessions, total, isTotalExact }, isFirst);
  assert.equal(text(1_204, true, true), "1–50 of 1,204 sessions");
  assert.equal(text(10_000, false, false), "50 of at least 10,000 sessions");
  assert.equal(text(1, true, true, [0]), "1 session");
});
