import { Builder } from "fresh/dev";
import { writeStyles } from "./tools/bundle_css.ts";
import { checkPlugins } from "./tools/registry.ts";

/** `deno task build` builds to `_fresh/` and ends; `deno task dev` builds and serves with reload. */
const buildOnly = Deno.args.includes("build");

// The widget runs on other sites.
const headers = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

const builder = new Builder({
  root: import.meta.dirname!,
  checkPlugins,
  extra: [
    { name: "widget-app", entry: "widget/app.tsx", url: "/widget/app-[hash].js", headers },
    {
      name: "widget",
      entry: "widget/loader.ts",
      url: "/widget.js",
      headers,
      define: (urls) => ({ __APP_URL__: JSON.stringify(urls["widget-app"]) }),
    },
  ],
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
