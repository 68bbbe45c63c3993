import assert from "node:assert/strict";
import { validatePlugins } from "./registry.ts";
import { Throttle } from "./throttle.ts";

const manifest = {
  contract: 1,
  id: "acme",
  name: "Acme",
  summary: "Imports chats",
  produces: "chat",
  hosts: ["api.acme.test"],
};

function sentenceOf(plugin: unknown, folder = "acme"): string {
  try {
    validatePlugins([{ folder, plugin }]);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

Deno.test("A sound plugin is taken as it is", () => {
  const plugin = { manifest };
  assert.equal(validatePlugins([{ folder: "acme", plugin }])[0], plugin);
});

Deno.test("A broken manifest fails with a sentence that names folder, field and remedy", () => {
  const wrong: [unknown, RegExp][] = [
    [undefined, /plugins\/acme\/mod\.ts has no default export made by defineSource/],
    [{}, /has no default export made by defineSource/],
    [{ manifest: null }, /manifest\./],
    [{ manifest: { ...manifest, contract: 2 } }, /manifest\.contract must be 1\./],
    [{ manifest: { ...manifest, id: "Acme!" } }, /manifest\.id must be lower-case/],
    [{ manifest: { ...manifest, produces: "mail" } }, /manifest\.produces must be chat, meeting/],
    [{ manifest: { ...manifest, hosts: ["https://x"] } }, /manifest\.hosts\.0 must be host names/],
    [{ manifest: { ...manifest, id: "other" } }, /folder is "acme"\. Make them equal/],
  ];
  for (const [plugin, pattern] of wrong) assert.match(sentenceOf(plugin), pattern);
});

Deno.test("A throttle lets a subject pass up to its limit and names the wait", () => {
  const throttle = new Throttle();
  const at = new Date("2026-01-01T00:00:00Z");
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  assert.deepEqual([1, 2, 3].map(() => throttle.take("a", 2, 60, at)), [0, 0, 60]);
  assert.equal(throttle.take("b", 2, 60, at), 0);
  assert.equal(throttle.take("a", 2, 60, later(59.5)), 1);
  assert.equal(throttle.take("a", 2, 60, later(60)), 0);
});
