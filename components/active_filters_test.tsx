import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { ActiveFilters } from "./active_filters.tsx";
import { activeFilters, filtersFromQuery } from "./session_filters.ts";

Deno.test("a hostile search cannot leave its chip or its link", () => {
  const filters = filtersFromQuery(
    new URLSearchParams({ search: `"><script>alert(1)</script>`, status: "active" }),
  );
  const html = render(<ActiveFilters filters={activeFilters(filters)} action="/feedback" />);
  assert.ok(!html.includes("<script"));
  assert.match(html, /href="\/feedback\?status=active"/);
  assert.match(html, /aria-label="Remove filter Status: Active"/);
});
