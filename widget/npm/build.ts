/** Writes the npm package into the folder named by the first argument. */
import * as esbuild from "esbuild";

const folder = new URL(".", import.meta.url);

/** The package's files by name, ready to be published. */
export async function packageFiles(): Promise<Record<string, string>> {
  const read = (name: string) => Deno.readTextFile(new URL(name, folder));
  const { outputFiles } = await esbuild.build({
    entryPoints: [decodeURIComponent(new URL("index.ts", folder).pathname)],
    bundle: true,
    minifySyntax: true,
    write: false,
    format: "esm",
    target: "es2020",
  });
  return {
    "package.json": await read("package.json"),
    "README.md": await read("README.md"),
    "index.js": outputFiles[0]!.text,
    // A file of nothing but types is a declaration file as it is.
    "index.d.ts": await read("types.ts") +
      "\n/** Puts the widget on the page. */\n" +
      "export declare function load(options: HissunoOptions): HissunoApi;\n",
  };
}

if (import.meta.main) {
  const target = Deno.args[0];
  if (!target) throw new Error("Cannot write the package: name a folder.");
  await Deno.mkdir(target, { recursive: true });
  for (const [name, text] of Object.entries(await packageFiles())) {
    await Deno.writeTextFile(`${target}/${name}`, text);
  }
  await esbuild.stop();
}
