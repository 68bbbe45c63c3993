/**
 * Begins a source plugin: `deno task new:plugin <name>` makes `plugins/<name>/` with a source that
 * runs, a fake provider and tests that pass. docs/plugins.md says what to change then.
 */
import { createPlugin } from "./new_plugin/create.ts";

const [name, ...rest] = Deno.args;
if (!name || rest.length > 0) {
  console.error("Name the plugin: deno task new:plugin acme-chat");
  Deno.exit(64);
}
try {
  const files = await createPlugin(new URL("..", import.meta.url), name);
  console.log(files.map((path) => `Made ${path}`).join("\n"));
  console.log(`\nTry it: deno test -A plugins/${name}\nThen:   docs/plugins.md`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
