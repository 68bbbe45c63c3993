import assert from "node:assert/strict";

const decoder = new TextDecoder();

/** Runs deno; what it wrote to standard output. */
async function deno(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  assert.equal(code, 0, decoder.decode(stderr));
  return decoder.decode(stdout).trim();
}

Deno.test("What the server loads only when it is needed loads under its permissions", async () => {
  const config = JSON.parse(await Deno.readTextFile("deno.json"));
  const lazy = new Set<string>();
  for await (const path of sources()) {
    const text = await Deno.readTextFile(path);
    for (const [, name] of text.matchAll(/\bimport\(\s*"([^".#][^"]*)"\s*\)/g)) lazy.add(name!);
  }
  const packages = [...lazy].filter((name) => name in config.imports);
  assert.ok(packages.includes("openai") && packages.includes("@slack/web-api"));
  const flags = (await deno("run", "-A", "tools/permissions.ts")).split(" ");
  const script = `for (const name of ${JSON.stringify(packages)}) await import(name);`;
  try {
    // Beside the project's own files, so that its import map holds.
    await Deno.mkdir("_fresh", { recursive: true });
    await Deno.writeTextFile("_fresh/load_all.ts", script);
    await deno("run", ...flags, "_fresh/load_all.ts");
  } finally {
    await Deno.remove("_fresh/load_all.ts");
  }
});

async function* sources(folders = ["core", "plugins", "server", "api"]): AsyncGenerator<string> {
  for (const folder of folders) {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = `${folder}/${name}`;
      if (isDirectory) yield* sources([path]);
      else if (/\.tsx?$/.test(name) && !/test/.test(path)) yield path;
    }
  }
}
