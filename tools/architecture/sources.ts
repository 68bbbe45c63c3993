/** A source file of the project. */
export interface Source {
  /** Relative to the project, with `/`. */
  path: string;
  text: string;
  /** Its first folder, or the file's name at the top. */
  area: string;
  isTest: boolean;
}

/** All source files that git knows or would take. */
export async function readSources(): Promise<Source[]> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "--cached", "--others", "--exclude-standard"],
  }).output();
  const paths = new TextDecoder().decode(stdout).split("\n")
    .filter((path) => /\.(ts|tsx|css|sql|sh)$/.test(path) && !path.includes("/testdata/"));
  const sources: Source[] = [];
  for (const path of [...new Set(paths)].sort()) {
    try {
      sources.push(toSource(path, await Deno.readTextFile(path)));
    } catch (error) {
      // Deleted in the working tree, still in the index.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return sources;
}

/** A path and its text as a source; for tests of the rules as well. */
export function toSource(path: string, text: string): Source {
  const isTest = /_test\.tsx?$/.test(path) || /(^|\/)testing(\/|\.ts$|_)/.test(path) ||
    /^(bench|e2e|tools)\//.test(path);
  return { path, text, area: path.split("/")[0]!, isTest };
}
