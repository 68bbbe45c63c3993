/**
 * Prints the table of settings for the README. With `--check` compares it with the README's block
 * between `<!-- settings -->` and `<!-- /settings -->` and fails when they differ; with `--write`
 * puts it there.
 */
import { describeSettings } from "../core/config.ts";

const block = /<!-- settings -->\n[\s\S]*?<!-- \/settings -->/;

/** The settings as a Markdown table. */
export function settingsTable(): string {
  const rows = describeSettings().map(({ variable, meaning, standard }) =>
    `| \`${variable}\` | ${meaning} | ${standard} |`
  );
  return ["| Variable | Meaning | Default |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The README's text with the table in its place; undefined when it has no place for it. */
export function withTable(readme: string): string | undefined {
  if (!block.test(readme)) return undefined;
  return readme.replace(
    block,
    () => `<!-- settings -->\n\n${settingsTable()}\n\n<!-- /settings -->`,
  );
}

async function main(mode: string | undefined): Promise<number> {
  if (mode === undefined) {
    console.log(settingsTable());
    return 0;
  }
  const readme = await Deno.readTextFile("README.md");
  const updated = withTable(readme);
  if (updated === undefined) {
    console.error("README.md needs the lines <!-- settings --> and <!-- /settings -->");
    return 1;
  }
  if (mode === "--write") {
    await Deno.writeTextFile("README.md", updated);
    return 0;
  }
  if (updated === readme) return 0;
  console.error(
    "README.md has another table of settings; run deno run -A tools/config_table.ts --write",
  );
  return 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args[0]));
