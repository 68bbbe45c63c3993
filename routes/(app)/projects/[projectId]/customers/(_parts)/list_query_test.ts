import assert from "node:assert/strict";
import { activeCustomerFilters, queryWith, readCustomerQuery } from "./list_query.ts";

const sorts = ["activity", "name"] as const;

Deno.test("An odd address opens the list all the same", () => {
  const query = (search: string) => readCustomerQuery(new URL(`http://x/${search}`), sorts);
  assert.equal(query("?sort=nonsense&hasSessions=maybe").sort, "activity");
  assert.equal(query("?hasSessions=maybe").filter.hasSessions, undefined);
  assert.equal(query("?search=%00%20jane ").filter.search, "jane");
  assert.deepEqual(query("?sort=name&stage=trial").filter.stage, "trial");
});

Deno.test("Taking a filter away keeps the others and goes back to the beginning", () => {
  const url = new URL("http://x/list?search=a&stage=trial&cursor=abc&plan=");
  assert.equal(queryWith(url, { stage: null }), "?search=a");
  assert.equal(queryWith(url, { sort: "name" }), "?search=a&stage=trial&sort=name");
  const { filter } = readCustomerQuery(url, sorts);
  assert.deepEqual(activeCustomerFilters(url, filter, null), [
    { name: "Search", value: "a", queryWithout: "?stage=trial" },
    { name: "Stage", value: "trial", queryWithout: "?search=a" },
  ]);
});
