import type { Manifest } from "../snapshot.ts";
import type { Project } from "./discover.ts";

const FRESH = new URL("../", import.meta.url).pathname;
const NOTE = "// Written by the build; changes here are lost.\n";

/**
 * Writes `_fresh/`: browser files, manifest, and modules that import every route, island and plugin
 * statically, so that the server needs no permission to read the source. Files that stay the same
 * are not written again (a watcher would restart for them), files of earlier builds are removed.
 */
export async function writeOutput(
  project: Project,
  manifest: Manifest,
  contents: Map<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const { root } = project;
  const encode = (text: string) => new TextEncoder().encode(text);
  const files = new Map([
    ...contents,
    ["_fresh/manifest.json", encode(`${JSON.stringify(manifest, null, 2)}\n`)],
    ["_fresh/plugins.ts", encode(pluginsModule(project))],
    ["_fresh/server.ts", encode(serverModule(project))],
  ]);
  await removeOthers(root, "_fresh", files);
  for (const [path, bytes] of files) {
    if (await sameContent(root + path, bytes)) continue;
    await Deno.mkdir(root + path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeFile(root + path, bytes);
  }
}

/** The text of `_fresh/server.ts`. */
export function serverModule({ root, routes, islands }: Project): string {
  const imports = [
    ...routes.map(({ path }, index) => `import * as route${index} from "../${path}";`),
    ...islands.map((path, index) => `import * as island${index} from "../${path}";`),
  ];
  const routeList = routes.map(({ file }, index) => `    ["${file}", route${index}],`);
  const islandList = islands.map((path, index) => `    ["${path}", island${index}],`);
  return [
    NOTE + `import { type ApplySnapshot, createApply } from "${relative(root)}snapshot.ts";`,
    'import manifest from "./manifest.json" with { type: "json" };',
    ...imports,
    "",
    "/** Addresses of the extra files by their names. */",
    "export const bundles: Record<string, string> = manifest.bundles;",
    "",
    "/** Gives the built routes, islands and files to an app. */",
    "export const apply: ApplySnapshot = createApply({",
    '  root: decodeURIComponent(new URL("../", import.meta.url).pathname),',
    "  manifest,",
    "  routes: [",
    ...routeList,
    "  ],",
    "  islands: [",
    ...islandList,
    "  ],",
    "});",
    "",
  ].join("\n");
}

/** The text of `_fresh/plugins.ts`. */
export function pluginsModule({ plugins }: Project): string {
  return [
    NOTE +
    plugins.map((name, index) => `import plugin${index} from "../plugins/${name}/mod.ts";\n`)
      .join(""),
    "/** The default exports of all plugins, ordered by folder name. */",
    `export const plugins: unknown[] = [${
      plugins.map((_, index) => `plugin${index}`).join(", ")
    }];`,
    "",
    "/** Their folder names, in the same order. */",
    `export const pluginFolders: string[] = ${JSON.stringify(plugins)};`,
    "",
  ].join("\n");
}

// The project usually holds this folder; a project elsewhere imports it by its full address.
function relative(root: string): string {
  return FRESH.startsWith(root) ? `../${FRESH.slice(root.length)}` : `file://${encodeURI(FRESH)}`;
}

async function sameContent(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const old = await Deno.readFile(path);
    return old.length === bytes.length && old.every((byte, index) => byte === bytes[index]);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function removeOthers(root: string, folder: string, keep: Map<string, unknown>) {
  await Deno.mkdir(root + folder, { recursive: true });
  for await (const entry of Deno.readDir(root + folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) await removeOthers(root, path, keep);
    else if (!keep.has(path)) await Deno.remove(root + path);
  }
}
