import { fileURLToPath } from "node:url";
import { fakeFile } from "./fake_template.ts";
import { mappingFile, mappingTestFile, modFile, modTestFile } from "./source_template.ts";
import { readmeFile } from "./readme_template.ts";

/** What the templates are filled with. */
export interface PluginNames {
  /** The folder and the id: `acme-chat`. */
  id: string;
  /** For people: `Acme Chat`. */
  title: string;
}

/**
 * Writes a plugin that passes all checks, formatted.
 *
 * @param root the project's folder
 * @param id lower-case letters, digits and hyphens
 * @returns the paths written, from the project's folder
 * @throws {Error} in words when the name does not do or is taken
 */
export async function createPlugin(root: URL, id: string): Promise<string[]> {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(id)) {
    throw new Error(
      `"${id}" cannot be a plugin's name. Use up to 32 lower-case letters, digits and hyphens.`,
    );
  }
  const folder = new URL(`plugins/${id}/`, root);
  try {
    await Deno.mkdir(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new Error(`plugins/${id}/ exists already. Choose another name or remove the folder.`);
  }
  const title = id.split("-").filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1)).join(" ");
  const names = { id, title };
  const files: Record<string, string> = {
    "mod.ts": modFile(names),
    "mapping.ts": mappingFile(names),
    "mapping_test.ts": mappingTestFile(names),
    "mod_test.ts": modTestFile(names),
    "testing/fake.ts": fakeFile(names),
    "README.md": readmeFile(names),
  };
  await Deno.mkdir(new URL("testing", folder));
  for (const [path, text] of Object.entries(files)) {
    await Deno.writeTextFile(new URL(path, folder), text);
  }
  // Lines break elsewhere with a longer name.
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", `plugins/${id}`],
    cwd: fileURLToPath(root),
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return Object.keys(files).map((path) => `plugins/${id}/${path}`);
}
