import { Builder } from "fresh/dev";
import { validatePlugins } from "./core/plugin_kit/registry.ts";
import { writeStyles } from "./tools/bundle_css.ts";
import { buildWidget, LOADER_PATH } from "./widget/build.ts";

/** `deno task build` builds to `_fresh/` and ends; `deno task dev` builds and serves with reload. */
const buildOnly = Deno.args.includes("build");

const builder = new Builder({
  root: import.meta.dirname!,
  checkPlugins: validatePlugins,
  server: "main.ts",
  extra: async () => {
    const files = await buildWidget();
    return files.map(({ path, contents, immutable }) => ({
      name: path === LOADER_PATH ? "widget" : "widget-app",
      url: path,
      contents,
      immutable,
      // The widget runs on other sites.
      headers: {
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
      },
    }));
  },
});

try {
  await writeStyles();
  await builder.build({ dev: !buildOnly });
} catch (error) {
  // One sentence is worth more than a stack for a mistake in a project file.
  console.error(`Build failed: ${error instanceof Error ? error.message : error}`);
  Deno.exit(1);
}
if (!buildOnly) {
  const { start } = await import("./main.ts");
  await start();
}
