/** For tests that change the project: a copy of its source in a folder of its own. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the copy needs; the rest of the tree has nothing to do with plugins. */
const PARTS = ["core", "tools", "migrations", "docs", "deno.json", "deno.lock", ".gitignore"];

/** Copies what git knows or would take; packages are shared. Remove the folder afterwards. */
export async function copyProject(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "hissuno-copy-" });
  const listed = await command("git", root, "ls-files", "-co", "--exclude-standard", ...PARTS);
  for (const path of listed.output.split("\n").filter(Boolean)) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.copyFile(join(root, path), join(folder, path)).catch((error) => {
      // Deleted in the working tree, still in the index.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  await Deno.mkdir(join(folder, "plugins"));
  await Deno.symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await command("git", folder, "init", "--quiet");
  return folder;
}

/** Runs deno in a folder; what it said on both channels. */
export async function run(folder: string, ...args: string[]) {
  return await command(Deno.execPath(), folder, ...args);
}

async function command(program: string, cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    // One database is enough here.
    env: { TEST_REQUIRE: "", NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}
