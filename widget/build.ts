import * as esbuild from "esbuild";

/** One file of the widget as the server offers it. */
export interface WidgetFile {
  /** Path on the server: `/widget.js`, `/widget/app-<hash>.js`. */
  path: string;
  contents: Uint8Array;
  /** The name changes with the contents, so that browsers may keep the file for ever. */
  immutable: boolean;
}

/** The loader's place; the script tag names it, so it must stay. */
export const LOADER_PATH = "/widget.js";

const folder = decodeURIComponent(new URL(".", import.meta.url).pathname);

/** Style sheets become texts inside the script, without the spaces. */
const styles: esbuild.Plugin = {
  name: "widget-styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await Deno.readTextFile(path);
      const { code } = await esbuild.transform(source, {
        loader: "css",
        minify: true,
        target: ["chrome100", "firefox101", "safari15.4"],
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const shared: esbuild.BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: ["chrome100", "firefox101", "safari15.4"],
  legalComments: "none",
  absWorkingDir: folder,
  outdir: "/",
};

/** esbuild's options for the application: one script with a hash in its name, styles inside. */
export function appOptions(): esbuild.BuildOptions {
  return {
    ...shared,
    entryPoints: { app: `${folder}app.tsx` },
    // Loaded by `import`: it must be served with `Access-Control-Allow-Origin: *`.
    format: "esm",
    entryNames: "widget/[name]-[hash]",
    jsx: "transform",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    inject: [`${folder}jsx.ts`],
    plugins: [styles],
  };
}

/** esbuild's options for the loader; `appPath` is where the application script is found. */
export function loaderOptions(appPath: string): esbuild.BuildOptions {
  return {
    ...shared,
    entryPoints: { widget: `${folder}loader.ts` },
    define: { __APP_URL__: JSON.stringify(appPath) },
  };
}

async function run(options: esbuild.BuildOptions): Promise<{ path: string; contents: Uint8Array }> {
  const { outputFiles } = await esbuild.build(options);
  const file = outputFiles?.[0];
  if (!file) throw new Error("Cannot build the widget: esbuild gave no file.");
  return { path: file.path, contents: file.contents };
}

/**
 * Builds the widget in memory: the application first, then the loader that names it. The caller
 * stops esbuild when it needs it no more.
 */
export async function buildWidget(): Promise<WidgetFile[]> {
  const app = await run(appOptions());
  const loader = await run(loaderOptions(app.path));
  return [
    { path: app.path, contents: app.contents, immutable: true },
    { path: LOADER_PATH, contents: loader.contents, immutable: false },
  ];
}
