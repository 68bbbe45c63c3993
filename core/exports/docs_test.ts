import assert from "node:assert/strict";
import { collections } from "./collections/mod.ts";

Deno.test("The page about exports names every collection of an archive", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/export.md", import.meta.url));
  for (const { name } of collections) assert.ok(text.includes(`\`${name}\``), name);
});
