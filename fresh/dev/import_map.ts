import type { Plugin } from "esbuild";

const FRESH = new URL("../", import.meta.url).pathname;

/** Has esbuild find modules under their names in an import map. */
export function importMap(aliases: Record<string, string>): Plugin {
  return {
    name: "import-map",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const target = aliases[path];
        return target ? { path: target } : undefined;
      });
    },
  };
}

/** The local entries of a project's import map, as absolute paths. */
export async function readAliases(root: string): Promise<Record<string, string>> {
  const aliases: Record<string, string> = { "fresh/runtime": `${FRESH}runtime.ts` };
  let text: string;
  try {
    text = await Deno.readTextFile(`${root}deno.json`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return aliases;
    throw error;
  }
  const { imports = {} } = JSON.parse(text) as { imports?: Record<string, string> };
  for (const [name, target] of Object.entries(imports)) {
    if (target.startsWith("./") && !target.endsWith("/")) aliases[name] = root + target.slice(2);
  }
  return aliases;
}
