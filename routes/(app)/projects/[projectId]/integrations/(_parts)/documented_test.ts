import assert from "node:assert/strict";
import { guideOf } from "./documented.ts";

const root = new URL("../../../../../../", import.meta.url);

Deno.test("Every source that is pulled names a guide that is there", async () => {
  for await (const { name, isDirectory } of Deno.readDir(new URL("plugins", root))) {
    if (!isDirectory) continue;
    const source = await Deno.readTextFile(new URL(`plugins/${name}/mod.ts`, root));
    if (!/\bsync\b[^;]*[({]/.test(source) || !source.includes("validateCredentials")) continue;
    const guide = await Deno.readTextFile(new URL(guideOf(name), root));
    assert.match(guide, /## The key|## How to get the key/, name);
  }
});

Deno.test("A source of somebody else is documented in its own folder", () => {
  assert.equal(guideOf("acme"), "plugins/acme/README.md");
});
