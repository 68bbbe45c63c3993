import assert from "node:assert/strict";
import { activeFilters, filtersFromQuery, filtersToQuery } from "./session_filters.ts";

const read = (query: string) => filtersFromQuery(new URLSearchParams(query));

Deno.test("reading what was written gives the same filters", () => {
  const query =
    "?search=a%26b+c&status=closed&source=slack&tags=bug,wins&dateFrom=2026-01-02&isHumanTakeover=false&isAnalyzed=true&showArchived=true&contactId=cont_1";
  assert.equal(filtersToQuery(read(query)), query);
  assert.deepEqual(read(filtersToQuery(read(query))), read(query));
});

Deno.test("tags may come as one parameter or as several, each counted once", () => {
  assert.deepEqual(read("tags=bug,wins&tags=bug&tags= losses ,").tags, ["bug", "wins", "losses"]);
});

Deno.test("empty and unreadable parameters count as absent", () => {
  const filters = read(
    "search=+&status=&status=x&dateFrom=soon&isAnalyzed=maybe&showArchived=&cursor=9",
  );
  assert.equal(filtersToQuery(filters), "");
  assert.deepEqual(activeFilters(filters), []);
});

Deno.test("each chip's link keeps every other filter and leaves the page of the list", () => {
  const chips = activeFilters(read("search=x&tags=bug,vip&isAnalyzed=false&cursor=abc"));
  assert.deepEqual(
    chips.map(({ name, value, queryWithout }) => [name, value, queryWithout]),
    [
      ["Search", "x", "?tags=bug,vip&isAnalyzed=false"],
      ["Tag", "Bug", "?search=x&tags=vip&isAnalyzed=false"],
      ["Tag", "Vip", "?search=x&tags=bug&isAnalyzed=false"],
      ["Review", "Not analyzed", "?search=x&tags=bug,vip"],
    ],
  );
});

Deno.test("removing the last filter leaves the bare address", () => {
  assert.equal(activeFilters(read("status=active"))[0]!.queryWithout, "");
});
