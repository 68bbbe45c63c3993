import * as esbuild from "esbuild";
import type { StaticFile } from "../snapshot.ts";
import { commonOptions, readAliases } from "./bundle.ts";
import { contentType, hashOf } from "./statics.ts";

/** A browser bundle of its own, beside the islands: one entry, one file. */
export interface ExtraBundle {
  /** Key in the manifest's `bundles` and in the argument of later `define` functions. */
  name: string;
  /** Entry file, relative to the project. */
  entry: string;
  /**
   * Address it is served at. With `[hash]` in it (`/widget/app-[hash].js`) browsers keep the file
   * for good; without (`/widget.js`) they ask each time and get 304 while it is the same.
   */
  url: string;
  /** `iife` for a classic script tag (the default), `esm` for a module. */
  format?: "iife" | "esm";
  /** Constants as JavaScript source; a function receives the addresses of the bundles before it. */
  define?: Record<string, string> | ((urls: Record<string, string>) => Record<string, string>);
  /** Extra response headers, for example `access-control-allow-origin` for other sites. */
  headers?: Record<string, string>;
  /** How files are read; CSS is imported as text unless said otherwise. */
  loader?: Record<string, esbuild.Loader>;
  /** Oldest JavaScript the bundle may use; `es2020` when left out. */
  target?: string;
}

/** Built extra bundles. */
export interface ExtraBundled {
  bundles: Record<string, string>;
  files: Record<string, StaticFile>;
  contents: Map<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Builds the extra bundles one after the other, so that later ones can know the names of earlier
 * ones.
 * @throws {Error} with esbuild's messages when one does not build
 */
export async function bundleExtra(
  root: string,
  list: readonly ExtraBundle[],
  dev: boolean,
): Promise<ExtraBundled> {
  const built: ExtraBundled = { bundles: {}, files: {}, contents: new Map() };
  const aliases = list.length > 0 ? await readAliases(root) : {};
  for (const bundle of list) {
    const { define = {}, url } = bundle;
    const result = await esbuild.build({
      ...commonOptions(root, dev, aliases),
      entryPoints: [root + bundle.entry],
      outdir: `${root}_fresh/bundles`,
      format: bundle.format ?? "iife",
      target: bundle.target ?? "es2020",
      loader: { ".css": "text", ...bundle.loader },
      define: typeof define === "function" ? define({ ...built.bundles }) : define,
    });
    const bytes = new Uint8Array(result.outputFiles[0]!.contents);
    const hash = await hashOf(bytes);
    const address = url.replace("[hash]", hash);
    const path = `_fresh/bundles${address}`;
    built.bundles[bundle.name] = address;
    built.contents.set(path, bytes);
    built.files[address] = {
      path,
      type: contentType(path),
      hash,
      ...(address === url ? {} : { immutable: true }),
      ...(bundle.headers ? { headers: bundle.headers } : {}),
    };
  }
  return built;
}
