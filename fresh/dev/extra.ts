import type { StaticFile } from "../snapshot.ts";
import { contentType, hashOf } from "./statics.ts";

/** A browser file made by the project's own build step, served beside the static files. */
export interface ExtraFile {
  /** Key of its address in `bundles` of `_fresh/server.ts`. */
  name: string;
  /** Address it is served at: `/widget.js`, `/widget/app-1a2b3c.js`. */
  url: string;
  contents: Uint8Array;
  /** The address changes with the contents: kept for good. Otherwise asked for each time (304). */
  immutable?: boolean;
  /** Extra response headers, for example `access-control-allow-origin` for other sites. */
  headers?: Record<string, string>;
}

/** Extra files as the manifest describes them. */
export interface ExtraFiles {
  bundles: Record<string, string>;
  files: Record<string, StaticFile>;
  contents: Map<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Takes extra files into the build.
 * @throws {Error} for an address that is no plain path from the top
 */
export async function takeExtra(extra: readonly ExtraFile[]): Promise<ExtraFiles> {
  const taken: ExtraFiles = { bundles: {}, files: {}, contents: new Map() };
  for (const { name, url, contents, immutable, headers } of extra) {
    if (new URL(url, "file:///").pathname !== url) {
      throw new Error(`Extra file ${name}: make its url a plain path from the top, not "${url}"`);
    }
    const path = `_fresh/extra${url}`;
    const bytes = new Uint8Array(contents);
    taken.bundles[name] = url;
    taken.contents.set(path, bytes);
    taken.files[url] = {
      path,
      type: contentType(url),
      hash: await hashOf(bytes),
      ...(immutable ? { immutable } : {}),
      ...(headers ? { headers } : {}),
    };
  }
  return taken;
}
