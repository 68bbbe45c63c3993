import * as esbuild from "esbuild";
import type { BrowserModule, Manifest, StaticFile } from "../snapshot.ts";
import type { Project } from "./discover.ts";
import { importMap, readAliases } from "./import_map.ts";
import { contentType, hashOf } from "./statics.ts";

/** Built files: what the manifest says about them, and their contents by path. */
export interface Bundled extends Omit<Manifest, "bundles"> {
  contents: Map<string, Uint8Array<ArrayBuffer>>;
}

const FRESH = new URL("../", import.meta.url).pathname;
const OUT = "_fresh/js";

/**
 * Builds the client and all islands in one run, so that they share modules.
 * @param assets content hashes of static files, for `asset()` inside islands
 * @throws {Error} with esbuild's messages when an island does not build
 */
export async function bundleIslands(
  project: Project,
  assets: Record<string, string>,
  dev: boolean,
): Promise<Bundled> {
  const names = new Map(project.islands.map((path) => [path, entryName(path)]));
  const result = await esbuild.build({
    absWorkingDir: project.root,
    bundle: true,
    write: false,
    minify: !dev,
    sourcemap: dev ? "inline" : false,
    legalComments: "none",
    logLevel: "silent",
    jsx: "automatic",
    jsxImportSource: "preact",
    // Packages are found here also for projects outside of this folder tree.
    nodePaths: [`${FRESH}../node_modules`],
    plugins: [importMap(await readAliases(project.root))],
    entryPoints: {
      client: `${FRESH}client.ts`,
      ...(dev ? { reload: `${FRESH}reload_client.ts` } : {}),
      ...Object.fromEntries([...names].map(([path, name]) => [name, project.root + path])),
    },
    outdir: project.root + OUT,
    format: "esm",
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    target: "es2022",
    metafile: true,
    define: { FRESH_ASSETS: JSON.stringify(assets) },
  });
  const modules = readModules(project.root, result.metafile);
  const find = (path: string): BrowserModule => {
    const module = modules.get(path);
    if (!module) throw new Error(`The build has no output for ${path}: report this as a bug`);
    return module;
  };
  const signals = find(`${FRESH}client_signals.ts`);
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  const files: Record<string, StaticFile> = {};
  for (const output of result.outputFiles) {
    const path = output.path.slice(project.root.length);
    const bytes = new Uint8Array(output.contents);
    contents.set(path, bytes);
    const hash = await hashOf(bytes);
    files[`/${path}`] = { path, type: contentType(path), hash, immutable: true };
  }
  return {
    ...(dev ? { reload: find(`${FRESH}reload_client.ts`).url } : {}),
    client: find(`${FRESH}client.ts`),
    signals: [signals.url, ...signals.preload],
    islands: Object.fromEntries(project.islands.map((path) => [path, find(project.root + path)])),
    files,
    contents,
  };
}

// The modules an entry imports are known here; browsers would find out one round trip at a time.
function readModules(root: string, metafile: esbuild.Metafile): Map<string, BrowserModule> {
  const modules = new Map<string, BrowserModule>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    const preload = new Set<string>();
    const collect = (name: string) => {
      for (const { path: imported, kind } of metafile.outputs[name]?.imports ?? []) {
        if (kind !== "import-statement" || preload.has(`/${imported}`)) continue;
        preload.add(`/${imported}`);
        collect(imported);
      }
    };
    collect(path);
    const source = new URL(output.entryPoint, `file://${root}`).pathname;
    modules.set(decodeURIComponent(source), { url: `/${path}`, preload: [...preload] });
  }
  return modules;
}

function entryName(path: string): string {
  return path.replace(/\.\w+$/, "").replace(/[^a-zA-Z0-9]+/g, "_");
}
