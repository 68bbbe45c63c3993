/** Prints what the widget weighs and fails when it is over its budget. */
import { stop } from "esbuild";
import { buildWidget, LOADER_PATH } from "../widget/build.ts";

/** Most bytes after gzip: of the loader, and of everything together. */
export const BUDGET = { loader: 2_500, total: 25_000 };

/** Bytes after gzip. */
export async function gzipSize(contents: Uint8Array): Promise<number> {
  const stream = new Blob([contents as BlobPart]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

/** Builds the widget and weighs it; all figures are bytes after gzip. */
export async function weighWidget(): Promise<{ loader: number; total: number }> {
  let loader = 0;
  let total = 0;
  for (const { path, contents } of await buildWidget()) {
    const size = await gzipSize(contents);
    if (path === LOADER_PATH) loader = size;
    total += size;
  }
  return { loader, total };
}

if (import.meta.main) {
  const sizes = await weighWidget();
  await stop();
  for (const name of ["loader", "total"] as const) {
    const fits = sizes[name] <= BUDGET[name];
    console.log(`${fits ? "ok  " : "OVER"} ${name}: ${sizes[name]} of ${BUDGET[name]} bytes gzip`);
    if (!fits) Deno.exitCode = 1;
  }
}
