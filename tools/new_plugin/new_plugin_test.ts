import assert from "node:assert/strict";
import { createPlugin } from "./create.ts";
import { copyProject, run } from "./project_copy.ts";

Deno.test({
  name: "A new plugin passes format, lint, types, architecture and its own tests at once",
  fn: async () => {
    const project = await copyProject();
    try {
      const name = "a-source-with-a-name-of-thirty-2";
      assert.equal(name.length, 32);
      const made = await run(project, "task", "new:plugin", name);
      assert.equal(made.code, 0, made.output);
      const folder = `plugins/${name}`;
      for (
        const args of [
          ["fmt", "--check", folder],
          ["lint", folder],
          ["check", folder],
          ["test", "-A", folder],
        ]
      ) {
        const { code, output } = await run(project, ...args);
        assert.equal(code, 0, `deno ${args.join(" ")}\n${output}`);
      }
      const architecture = await run(project, "run", "-A", "tools/check_architecture.ts");
      assert.ok(!architecture.output.includes(name), architecture.output);
      const again = await run(project, "task", "new:plugin", name);
      assert.equal(again.code, 1);
      assert.match(again.output, /exists already\. Choose another name/);
    } finally {
      await Deno.remove(project, { recursive: true });
    }
  },
});

Deno.test("A name that cannot be a plugin's is refused with a sentence", async () => {
  for (const name of ["Acme", "../x", "1a", "a".repeat(33), "a_b"]) {
    await assert.rejects(
      createPlugin(new URL("file:///nowhere/"), name),
      /cannot be a plugin's name\. Use up to 32 lower-case/,
    );
  }
});
