import * as esbuild from "esbuild";
import { importMap, readAliases } from "./import_map.ts";

const OUT = "_fresh/server";

/**
 * Joins the server's modules into few files below `_fresh/server/`, because a process that loads five
 * hundred of them needs most of a second for that alone. What is imported only when it is needed
 * stays apart, and packages among that stay packages.
 *
 * @param entry the module that starts the server, such as `main.ts`; it becomes
 * `_fresh/server/main.js`
 */
export async function bundleServer(root: string, entry: string): Promise<void> {
  await Deno.remove(root + OUT, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: OUT,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    legalComments: "none",
    logLevel: "silent",
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [lazyPackages, ownPlaces(root), importMap(await readAliases(root))],
    // Packages in the older format ask for their parts by this function.
    banner: {
      js:
        'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}

/** Packages that are imported when they are needed: loading them is put off for a reason. */
const lazyPackages: esbuild.Plugin = {
  name: "lazy-packages",
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => {
      return kind === "dynamic-import" ? { path, external: true } : undefined;
    });
  },
};

/** Modules that look for files beside themselves still find them there. */
function ownPlaces(root: string): esbuild.Plugin {
  return {
    name: "own-places",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const text = await Deno.readTextFile(path);
        if (!path.startsWith(root) || !text.includes("import.meta.url")) return undefined;
        const place = JSON.stringify(`../../${encodeURI(path.slice(root.length))}`);
        const contents = text.replaceAll(
          "import.meta.url",
          `new URL(${place}, import.meta.url).href`,
        );
        return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}
