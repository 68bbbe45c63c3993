import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { copyProject, run } from "./new_plugin/project_copy.ts";

/** Code blocks whose first line names a file, as in "```ts plugins/x/mod.ts". */
function filesOf(page: string): [path: string, text: string][] {
  return [...page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)]
    .map((match) => [match[1]!, match[2]!]);
}

Deno.test("The source in docs/plugins.md passes types, lint, architecture and every rule", async () => {
  const page = await Deno.readTextFile(new URL("../docs/plugins.md", import.meta.url));
  assert.ok(!/^```ts$/m.test(page), "A block of code without a file's name is not tested");
  const files = filesOf(page);
  assert.ok(files.length >= 5);
  const project = await copyProject();
  try {
    for (const [path, text] of files) {
      await Deno.mkdir(dirname(join(project, path)), { recursive: true });
      await Deno.writeTextFile(join(project, path), text);
    }
    const commands = [
      ["fmt", "--check", "plugins"],
      ["check", "plugins"],
      ["lint", "plugins"],
      ["test", "-A", "plugins"],
    ];
    for (const args of commands) {
      const { code, output } = await run(project, ...args);
      assert.equal(code, 0, `deno ${args.join(" ")}\n${output}`);
    }
    const { output } = await run(project, "run", "-A", "tools/check_architecture.ts");
    assert.ok(!output.includes("acme-chat"), output);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
});
