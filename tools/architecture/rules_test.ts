import assert from "node:assert/strict";
import { habitFaults } from "./habits.ts";
import { importFaults } from "./imports.ts";
import { toSource } from "./sources.ts";

const forbidden: [path: string, text: string][] = [
  ["core/sessions/x.ts", 'import { app } from "../../api/app.ts";'],
  ["core/sessions/x.ts", 'import postgres from "postgres";'],
  ["core/contract/x.ts", 'import { now } from "../clock.ts";'],
  ["plugins/a/mod.ts", 'import { now } from "../../core/clock.ts";'],
  ["plugins/a/mod.ts", 'import b from "../b/mod.ts";'],
  ["islands/x.tsx", 'import { roleOf } from "../core/contract/mod.ts";'],
  ["islands/x.tsx", 'import { z } from "zod";'],
  ["widget/x.ts", 'import type { Session } from "../core/sessions/mod.ts";'],
  ["fresh/x.ts", 'import { log } from "../core/log.ts";'],
  ["api/x.ts", 'import x from "../routes/index.tsx";'],
  ["routes/x.tsx", 'import x from "../api/app.ts";'],
  ["core/x.ts", `import x from "${"https"}://example.com/x.ts";`],
  ["core/x.ts", `const y = await import("${"jsr"}:@std/assert");`],
];

const allowed: [path: string, text: string][] = [
  ["core/sessions/x.ts", 'import { now } from "../clock.ts";\nimport { z } from "zod";'],
  ["core/db/x.ts", 'import postgres from "postgres";'],
  ["plugins/a/mod.ts", 'import { z } from "#plugin-kit";\nimport { b } from "./b.ts";'],
  ["islands/x.tsx", 'import type { Session } from "../core/contract/mod.ts";'],
  [
    "routes/x.tsx",
    'import { listSessions } from "../core/sessions/mod.ts";\nimport { page } from "fresh";',
  ],
  ["core/sessions/x_test.ts", 'import { app } from "../../api/app.ts";'],
];

Deno.test("Imports against the direction of the architecture are faults", () => {
  for (const [path, text] of forbidden) {
    assert.equal(importFaults(toSource(path, text)).length, 1, `${path}: ${text}`);
  }
});

Deno.test("Imports along the direction of the architecture are none", () => {
  for (const [path, text] of allowed) {
    assert.deepEqual(importFaults(toSource(path, text)), [], `${path}: ${text}`);
  }
});

Deno.test("Clock, randomness, network, SQL and HTML each have one place", () => {
  const texts = [
    "const at = new Date();",
    "const id = crypto.randomUUID();",
    "await fetch(address);",
    "await sql`select 1`;",
    "<p dangerouslySetInnerHTML={x} />",
    '<p style="color: red" />',
  ];
  for (const text of texts) {
    assert.equal(habitFaults(toSource("core/sessions/x.ts", text)).length, 1, text);
    assert.equal(habitFaults(toSource("core/sessions/x_test.ts", text)).length, 0, text);
  }
  assert.deepEqual(habitFaults(toSource("core/sessions/x_sql.ts", "await sql`select 1`;")), []);
});

Deno.test("A test's name has to state a rule", () => {
  const faults = (name: string) =>
    habitFaults(toSource("core/x_test.ts", `Deno.test("${name}", () => {});`));
  assert.equal(faults("it works well").length, 1);
  assert.equal(faults("lists").length, 1);
  assert.equal(faults("A list is newest first").length, 0);
});
