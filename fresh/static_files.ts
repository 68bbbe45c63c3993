import { INTERNALS } from "./context.ts";
import type { Snapshot, StaticFile } from "./snapshot.ts";
import type { Middleware } from "./types.ts";

/**
 * Serves the files of `static/`, `plugins/<id>/static/` and the build. Only files known to the
 * build are served, so no address can lead elsewhere. Other addresses and methods pass on.
 */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { snapshot } = ctx[INTERNALS];
    const file = find(snapshot, ctx.url.pathname);
    const head = ctx.req.method === "HEAD";
    if (!file || (ctx.req.method !== "GET" && !head)) return await ctx.next();
    const headers = new Headers({
      ...file.headers,
      "content-type": file.type,
      "x-content-type-options": "nosniff",
      etag: `"${file.hash}"`,
      "cache-control": file.immutable || ctx.url.searchParams.get("v") === file.hash
        ? "public, max-age=31536000, immutable"
        : "no-cache",
    });
    if (isCurrent(ctx.req.headers.get("if-none-match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
    const body = head ? null : await read(snapshot, file);
    if (body === undefined) return await ctx.next();
    return new Response(body, { headers });
  };
}

function find(snapshot: Snapshot, pathname: string): StaticFile | undefined {
  try {
    return snapshot.files.get(decodeURIComponent(pathname));
  } catch {
    return undefined; // A broken escape names no file.
  }
}

async function read(snapshot: Snapshot, file: StaticFile): Promise<BodyInit | undefined> {
  const known = snapshot.contents.get(file.path);
  if (known) return known;
  try {
    return (await Deno.open(snapshot.root + file.path)).readable;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined; // Removed since the build.
    throw error;
  }
}

function isCurrent(header: string | null, hash: string): boolean {
  return (header ?? "").split(",").some((tag) => {
    return tag.trim().replace(/^W\//, "") === `"${hash}"` || tag.trim() === "*";
  });
}
