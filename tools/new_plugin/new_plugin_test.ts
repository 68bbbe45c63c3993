import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { createPlugin } from "./create.ts";
import { copyProject, run } from "./project_copy.ts";

/** Code blocks whose first line names a file, as in "```ts plugins/x/mod.ts". */
function filesOf(page: string): [path: string, text: string][] {
  return [...page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)]
    .map((match) => [match[1]!, match[2]!]);
}

Deno.test("A new plugin and the guide's pass format, lint, types, architecture and every rule", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/plugins.md", import.meta.url));
  assert.ok(!/^```ts$/m.test(page), "A block of code without a file's name is not tested");
  const files = filesOf(page);
  assert.ok(files.length >= 5);
  const project = await copyProject();
  try {
    for (const [path, text] of files) {
      await Deno.mkdir(dirname(join(project, path)), { recursive: true });
      await Deno.writeTextFile(join(project, path), text);
    }
    const name = "a-source-with-a-name-of-thirty-2";
    assert.equal(name.length, 32);
    const made = await run(project, "task", "new:plugin", name);
    assert.equal(made.code, 0, made.output);
    const commands = [
      ["fmt", "--check", "plugins"],
      ["lint", "plugins"],
      ["check", "plugins"],
      ["test", "-A", "--no-check", "plugins"],
    ];
    for (const args of commands) {
      const { code, output } = await run(project, ...args);
      assert.equal(code, 0, `deno ${args.join(" ")}\n${output}`);
    }
    const { output } = await run(project, "run", "-A", "tools/check_architecture.ts");
    for (const plugin of [name, "acme-chat"]) assert.ok(!output.includes(plugin), output);
    const again = await run(project, "task", "new:plugin", name);
    assert.equal(again.code, 1);
    assert.match(again.output, /exists already\. Choose another name/);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
});

Deno.test("A name that cannot be a plugin's is refused with a sentence", async () => {
  for (const name of ["Acme", "../x", "1a", "a".repeat(33), "a_b"]) {
    await assert.rejects(
      createPlugin(new URL("file:///nowhere/"), name),
      /cannot be a plugin's name\. Use up to 32 lower-case/,
    );
  }
});
