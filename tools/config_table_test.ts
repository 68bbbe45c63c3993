import assert from "node:assert/strict";
import { settingsTable, withTable } from "./config_table.ts";

Deno.test("The table has a row for every setting, with its default", () => {
  const lines = settingsTable().split("\n");
  assert.ok(lines.includes("| `PORT` | Port to serve on | 8000 |"));
  assert.ok(lines.every((line) => line.split("|").length === 5), "a cell holds a bar");
});

Deno.test("The table replaces the README's block and nothing else", () => {
  const before = "# A\n<!-- settings -->\nold $& text\n<!-- /settings -->\nafter\n";
  const once = withTable(before)!;
  assert.match(once, /^# A\n<!-- settings -->\n\n\| Variable/);
  assert.match(once, /<!-- \/settings -->\nafter\n$/);
  assert.equal(withTable(once), once);
  assert.equal(withTable("# No place for it\n"), undefined);
});
