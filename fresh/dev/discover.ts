import { routePatterns } from "../route_path.ts";

/** What a project folder holds. Paths are relative to it, with forward slashes. */
export interface Project {
  /** Absolute, ending in a slash. */
  root: string;
  /** `file` is the place below `routes/` without extension; plugin routes sit in `plugins/<id>/`. */
  routes: { file: string; path: string }[];
  islands: string[];
  /** Folders below `plugins/` with a `mod.ts`. */
  plugins: string[];
  /** Static files with the address they are served at. */
  statics: { address: string; path: string }[];
}

const SCRIPT = /\.(tsx?|jsx?)$/;
const TEST = /[._]test\.(tsx?|jsx?)$/;

/**
 * Finds routes, islands, plugins and static files.
 * @throws {Error} for a plugin folder with an unusable name and for two routes with one address
 */
export async function discover(root: string): Promise<Project> {
  const project: Project = { root, routes: [], islands: [], plugins: [], statics: [] };
  await readPart(project, "", "");
  for (const folder of await folders(`${root}plugins`)) {
    const base = `plugins/${folder}/`;
    const files = await list(root, base, false);
    if (!files.includes(`${base}mod.ts`)) continue;
    if (!/^[a-z][a-z0-9_-]*$/.test(folder)) {
      throw new Error(`Rename the folder ${base} to lower-case letters, digits, - and _`);
    }
    project.plugins.push(folder);
    await readPart(project, base, base);
  }
  checkAddresses(project);
  return project;
}

// The top of the project and each plugin folder have the same three folders.
async function readPart(project: Project, base: string, address: string): Promise<void> {
  for (const path of await list(project.root, `${base}routes/`)) {
    if (!SCRIPT.test(path) || TEST.test(path)) continue;
    const inside = path.slice(`${base}routes/`.length);
    if (inside.includes("(_islands)/")) addIsland(project, path);
    else if (!/(^|\/)\(_[^/]*\)\//.test(inside)) {
      project.routes.push({ file: address + inside.replace(SCRIPT, ""), path });
    }
  }
  for (const path of await list(project.root, `${base}islands/`)) {
    if (!TEST.test(path)) addIsland(project, path);
  }
  for (const path of await list(project.root, `${base}static/`)) {
    const inside = path.slice(`${base}static/`.length);
    project.statics.push({ address: base ? `/${path}` : `/${inside}`, path });
  }
}

// Files without JSX beside islands are their helpers.
function addIsland(project: Project, path: string): void {
  if (/\.[tj]sx$/.test(path)) project.islands.push(path);
}

function checkAddresses({ routes }: Project): void {
  const known = new Map<string, string>();
  for (const { file, path } of routes) {
    if (file.split("/").at(-1)!.startsWith("_")) continue;
    const pattern = routePatterns(file)[0]!.replace(/:\w+/g, ":");
    const other = known.get(pattern);
    if (other) throw new Error(`${other} and ${path} have the same address: rename one`);
    known.set(pattern, path);
  }
}

async function folders(path: string): Promise<string[]> {
  return (await entries(path)).filter((entry) => entry.isDirectory).map((entry) => entry.name);
}

async function list(root: string, base: string, deep = true): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entries(root + base)) {
    const path = base + entry.name;
    if (entry.isDirectory && deep) found.push(...await list(root, `${path}/`));
    // Hidden files (.DS_Store, .env) and links are never served or built.
    if (entry.isFile && !entry.name.startsWith(".")) found.push(path);
  }
  return found;
}

async function entries(path: string): Promise<Deno.DirEntry[]> {
  try {
    const all = await Array.fromAsync(Deno.readDir(path));
    return all.sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
