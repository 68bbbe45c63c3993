/**
 * Makes the npm package: `deno run -A sdk/typescript/build.ts [folder]`, by default `dist` beside
 * this file. One file of JavaScript for `import`, one for `require`, their declarations, and the
 * command line.
 */
import { build } from "esbuild";

const HERE = new URL("./", import.meta.url);

/**
 * Writes the package's `dist`.
 *
 * @param dist an absolute path; what is there is removed first
 */
export async function buildPackage(dist: string): Promise<void> {
  await Deno.remove(dist, { recursive: true }).catch(() => {});
  const common = {
    bundle: true,
    charset: "utf8",
    // What Node 18 and the browsers of 2022 know.
    target: "es2022",
    absWorkingDir: pathOf(HERE),
    logLevel: "warning",
  } as const;
  await Promise.all([
    build({
      ...common,
      entryPoints: ["src/mod.ts"],
      format: "esm",
      outfile: `${dist}/esm/mod.js`,
    }),
    build({
      ...common,
      entryPoints: ["src/mod.ts"],
      format: "cjs",
      outfile: `${dist}/cjs/mod.js`,
    }),
    build({
      ...common,
      entryPoints: ["cli/main.ts"],
      format: "esm",
      platform: "node",
      target: "node18",
      outfile: `${dist}/bin/hissuno.js`,
      banner: { js: "#!/usr/bin/env node" },
    }),
    writeDeclarations(`${dist}/esm`),
  ]);
  await copyDeclarations(`${dist}/esm`, `${dist}/cjs`);
  await Deno.writeTextFile(
    `${dist}/cjs/package.json`,
    '{ "type": "commonjs" }\n',
  );
  await Deno.chmod(`${dist}/bin/hissuno.js`, 0o755);
}

/** One `.d.ts` for each source, from the compiler that is in Deno. */
async function writeDeclarations(folder: string): Promise<void> {
  const temporary = await Deno.makeTempDir({ prefix: "hissuno-types-" });
  try {
    const sources = await sourcesOf("src");
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "transpile",
        "--quiet",
        "--declaration",
        `--outdir=${temporary}`,
        ...sources,
      ],
      cwd: pathOf(HERE),
      stdout: "null",
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    const root = await folderOf(temporary, "mod.d.ts");
    await copyDeclarations(
      root,
      folder,
      (text) =>
        text.replace(/^\/\/\/ <amd-module[^\n]*\n/, "")
          .replace(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2.js"'),
    );
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

async function sourcesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (
    const { name, isDirectory } of Deno.readDir(new URL(`${folder}/`, HERE))
  ) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await sourcesOf(path));
    else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) {
      found.push(path);
    }
  }
  return found.sort();
}

/** The folder that a file came to lie in: below the part of the paths that sources share. */
async function folderOf(folder: string, file: string): Promise<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name === file) return folder;
    if (isDirectory) {
      const found = await folderOf(`${folder}/${name}`, file).catch(() => null);
      if (found) return found;
    }
  }
  throw new Error(`No ${file} was made`);
}

async function copyDeclarations(
  from: string,
  to: string,
  change: (text: string) => string = (text) => text,
): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) {
      await copyDeclarations(`${from}/${name}`, `${to}/${name}`, change);
    } else if (name.endsWith(".d.ts")) {
      await Deno.writeTextFile(
        `${to}/${name}`,
        change(await Deno.readTextFile(`${from}/${name}`)),
      );
    }
  }
}

const pathOf = (url: URL) => decodeURIComponent(url.pathname);

if (import.meta.main) {
  const dist = Deno.args[0] ?? pathOf(new URL("dist", HERE));
  await buildPackage(dist);
  console.log(`Wrote ${dist}`);
  // esbuild's own process would keep this one waiting.
  Deno.exit(0);
}
