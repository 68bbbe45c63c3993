/** Groups `(name)` and private folders `(_name)` are no part of the address. */
const GROUP = /^\(.*\)$/;

/**
 * The router patterns of a route file, most specific first.
 * @param file path below the routes folder, without extension: `projects/[id]/index`
 * @throws {Error} when a segment mixes text and brackets, or `[...rest]` is not last
 */
export function routePatterns(file: string): string[] {
  const segments = file.split("/").filter((segment) => !GROUP.test(segment));
  if (segments.at(-1) === "index") segments.pop();
  let patterns = [""];
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    const [, rest] = segment.match(/^\[\.\.\.(\w+)\]$/) ?? [];
    const [, optional] = segment.match(/^\[\[(\w+)\]\]$/) ?? [];
    const [, name] = segment.match(/^\[(\w+)\]$/) ?? [];
    if (rest && !last) throw new Error(`Route file ${file}: move [...${rest}] to the end`);
    if (rest) {
      const base = patterns;
      patterns = [
        ...base.map((path) => `${path}/:${rest}{.+}`),
        ...base,
        ...base.filter((path) => path !== "").map((path) => `${path}/`),
      ];
    } else if (optional) {
      patterns = patterns.flatMap((path) => [`${path}/:${optional}`, path]);
    } else if (name) {
      patterns = patterns.map((path) => `${path}/:${name}`);
    } else if (/[[\]]/.test(segment)) {
      throw new Error(`Route file ${file}: make "${segment}" one parameter, for example [id]`);
    } else {
      patterns = patterns.map((path) => `${path}/${encodeURI(segment)}`);
    }
  });
  return patterns.map((path) => path === "" ? "/" : path);
}

/** The address prefix of a routes folder, or null when it is not a plain one (groups, parameters). */
export function folderPrefix(folder: string): string | null {
  if (folder === "") return "";
  const segments = folder.split("/");
  if (GROUP.test(segments.at(-1)!) || segments.some((segment) => /^\[(\[|\.)/.test(segment))) {
    return null;
  }
  const path = routePatterns(`${folder}/index`)[0]!;
  return path === "/" ? null : path;
}

/** Sorts route files so that the more specific one is tried first: text, `[id]`, `[[id]]`, `[...rest]`. */
export function compareRoutes(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = rank(left[index]) - rank(right[index]);
    if (difference !== 0) return difference;
    const order = compareText(left[index] ?? "", right[index] ?? "");
    if (order !== 0 && rank(left[index]) === 1) return order;
  }
  return compareText(a, b);
}

/** The folders above a file, outermost (the empty string) first. */
export function foldersOf(file: string): string[] {
  const segments = file.split("/").slice(0, -1);
  return ["", ...segments.map((_, index) => segments.slice(0, index + 1).join("/"))];
}

function parts(file: string): string[] {
  const segments = file.split("/").filter((segment) => !GROUP.test(segment));
  return segments.at(-1) === "index" ? segments.slice(0, -1) : segments;
}

// A path that ends here comes before parameters that may be empty.
function rank(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (segment.startsWith("[...")) return 4;
  if (segment.startsWith("[[")) return 3;
  return segment.startsWith("[") ? 2 : 1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
