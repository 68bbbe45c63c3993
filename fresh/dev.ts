import * as esbuild from "esbuild";
import { type ApplySnapshot, createApply, type Manifest } from "./snapshot.ts";
import { bundleIslands } from "./dev/bundle.ts";
import { bundleServer } from "./dev/bundle_server.ts";
import { discover, type Project } from "./dev/discover.ts";
import { type ExtraFile, takeExtra } from "./dev/extra.ts";
import { writeOutput } from "./dev/generate.ts";
import { readStatics } from "./dev/statics.ts";

export type { ApplySnapshot } from "./snapshot.ts";
export type { ExtraFile } from "./dev/extra.ts";

/** A plugin as the build found it. */
export interface FoundPlugin {
  /** Name of the folder below `plugins/`. */
  folder: string;
  /** Default export of its `mod.ts`. */
  plugin: unknown;
}

/** Options of a build. */
export interface BuilderOptions {
  /** Project folder; the current one when left out. */
  root?: string;
  /** A build step of the project's own, for browser files that are no islands. */
  extra?: (options: { dev: boolean }) => ExtraFile[] | Promise<ExtraFile[]>;
  /** Looks at all plugins before anything is written; what it throws fails the build. */
  checkPlugins?: (plugins: FoundPlugin[]) => unknown;
  /**
   * The module that starts the server, such as `main.ts`: a build for production joins it and all it
   * imports to `_fresh/server/`, where it starts in half the time.
   */
  server?: string;
}

// esbuild is one process for all builds; it ends with the last of them.
let running = 0;

/** Builds a project: browser modules, and what the server needs to know about its files. */
export class Builder {
  readonly #options: BuilderOptions;

  constructor(options: BuilderOptions = {}) {
    this.#options = options;
  }

  /**
   * Builds to `_fresh/`, or keeps everything in memory and returns the function that gives it to an
   * app: `apply(app); app.handler()(new Request(...))`.
   * @throws {Error} when a route, island, bundle or plugin is unusable, naming the file
   */
  build(options: { snapshot: "memory"; dev?: boolean }): Promise<ApplySnapshot>;
  build(options?: { snapshot?: "disk"; dev?: boolean }): Promise<void>;
  async build(
    { snapshot = "disk", dev = false }: { snapshot?: string; dev?: boolean } = {},
  ): Promise<ApplySnapshot | void> {
    running++;
    try {
      const { root: folder = Deno.cwd(), extra, server } = this.#options;
      const root = `${await Deno.realPath(folder)}/`;
      const project = await discover(root);
      await this.#checkPlugins(project);
      const statics = await readStatics(project);
      const hashes = Object.entries(statics).map(([address, { hash }]) => [address, hash]);
      const { contents, ...main } = await bundleIslands(project, Object.fromEntries(hashes), dev);
      const taken = await takeExtra(await extra?.({ dev }) ?? []);
      const manifest: Manifest = {
        ...main,
        files: { ...statics, ...taken.files, ...main.files },
        bundles: taken.bundles,
      };
      taken.contents.forEach((bytes, path) => contents.set(path, bytes));
      if (snapshot === "memory") {
        const routes = project.routes.map(({ file, path }) => [file, path] as const);
        const islands = project.islands.map((path) => [path, path] as const);
        return createApply({
          root,
          manifest,
          contents,
          routes: await importAll(root, routes),
          islands: await importAll(root, islands),
        });
      }
      await writeOutput(project, manifest, contents);
      if (server !== undefined && !dev) await bundleServer(root, server);
    } finally {
      running--;
      if (running === 0) await esbuild.stop();
    }
  }

  async #checkPlugins({ root, plugins }: Project): Promise<void> {
    const { checkPlugins } = this.#options;
    if (!checkPlugins) return;
    const paths = plugins.map((folder) => [folder, `plugins/${folder}/mod.ts`] as const);
    const found = (await importAll(root, paths)).map(([folder, module]) => ({
      folder,
      plugin: (module as { default?: unknown }).default,
    }));
    await checkPlugins(found);
  }
}

async function importAll(
  root: string,
  files: (readonly [key: string, path: string])[],
): Promise<[string, object][]> {
  return await Promise.all(files.map(async ([key, path]): Promise<[string, object]> => [
    key,
    await import(`file://${encodeURI(root + path)}`),
  ]));
}
