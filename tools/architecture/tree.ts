import type { Source } from "./sources.ts";

/** Faults of the tree as a whole: folders nobody describes, modules without tests. */
export async function treeFaults(sources: Source[]): Promise<string[]> {
  return [...await undescribedFolders(sources), ...untestedModules(sources)];
}

/** Every top folder stands in docs/architecture.md, and every folder there exists. */
async function undescribedFolders(sources: Source[]): Promise<string[]> {
  const page = await Deno.readTextFile("docs/architecture.md");
  const tree = /```tree\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const described = new Set([...tree.matchAll(/^([a-z0-9_]+)\//gm)].map((match) => match[1]!));
  const present = new Set(
    sources.filter(({ path }) => path.includes("/")).map(({ area }) => area),
  );
  return [
    ...[...present].filter((folder) => !described.has(folder) && !folder.startsWith("."))
      .map((folder) => `docs/architecture.md: does not describe ${folder}/`),
    ...[...described].filter((folder) => !present.has(folder) && folder !== "docs")
      .map((folder) => `docs/architecture.md: describes ${folder}/, which does not exist`),
  ];
}

/** Every module of core and every plugin with code of its own has tests. */
function untestedModules(sources: Source[]): string[] {
  const modules = new Map<string, { code: number; tests: number }>();
  for (const { path, isTest } of sources) {
    const name = /^((?:core|plugins)\/[^/]+)\//.exec(path)?.[1];
    if (!name || name === "core/contract") continue;
    const one = modules.get(name) ?? { code: 0, tests: 0 };
    if (isTest) one.tests++;
    else one.code++;
    modules.set(name, one);
  }
  return [...modules].filter(([, { code, tests }]) => code > 1 && tests === 0)
    .map(([name]) => `${name}/: has no tests`);
}
