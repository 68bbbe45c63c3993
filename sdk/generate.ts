/**
 * Writes what the TypeScript SDK has of docs/openapi.json: types, resources, and the table of
 * operations. `deno run -A sdk/generate.ts`; with `--check` it only says whether they are stale.
 */
import { filesOf } from "./generator/files.ts";

const ROOT = new URL("../", import.meta.url);
const PACKAGE = new URL("./typescript/", import.meta.url);

/** The files as they should be, formatted, by path below `sdk/typescript`. */
export async function generated(): Promise<Map<string, string>> {
  const document = JSON.parse(await Deno.readTextFile(new URL("docs/openapi.json", ROOT)));
  const files = filesOf(document);
  const folder = await Deno.makeTempDir({ prefix: "hissuno-sdk-" });
  try {
    for (const [path, text] of files) {
      await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--quiet", "--no-config", "--line-width=100", folder],
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    for (const path of files.keys()) {
      files.set(path, await Deno.readTextFile(`${folder}/${path}`));
    }
    return files;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Files below `sdk/typescript` that are not as the document wants them: `path: why`. */
export async function staleFiles(files: Map<string, string>): Promise<string[]> {
  const faults: string[] = [];
  for (const [path, text] of files) {
    const present = await Deno.readTextFile(new URL(path, PACKAGE)).catch(() => null);
    if (present !== text) faults.push(`${path}: ${present === null ? "is missing" : "is stale"}`);
  }
  for await (const path of writtenFiles()) {
    if (!files.has(path)) faults.push(`${path}: is of no use any more`);
  }
  return faults;
}

async function* writtenFiles(folder = "src/generated"): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, PACKAGE))) {
    if (isDirectory) yield* writtenFiles(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}

if (import.meta.main) {
  const files = await generated();
  if (Deno.args.includes("--check")) {
    const faults = await staleFiles(files);
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) {
      console.error("Run deno run -A sdk/generate.ts and commit what it writes.");
      Deno.exit(1);
    }
  } else {
    await Deno.mkdir(new URL("src/generated", PACKAGE), { recursive: true });
    for await (const path of writtenFiles()) {
      if (!files.has(path)) await Deno.remove(new URL(path, PACKAGE));
    }
    for (const [path, text] of files) {
      const target = new URL(path, PACKAGE);
      await Deno.mkdir(new URL(".", target), { recursive: true });
      await Deno.writeTextFile(target, text);
    }
    console.log(`Wrote ${files.size} files below sdk/typescript.`);
  }
}
