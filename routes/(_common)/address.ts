import type { State } from "../../server/state.ts";

/** The address people reach this server under, without a slash at the end: for snippets. */
export function publicAddress(request: Request, { services }: Pick<State, "services">): string {
  if (services.publicUrl) return new URL(services.publicUrl).origin;
  const { protocol, host } = new URL(request.url);
  return `${protocol}//${host}`;
}

/**
 * A path of this site to go on to, taken from a form or an address.
 *
 * @returns `otherwise` for other sites, scripts and what is no path
 */
export function ownPath(path: string | null | undefined, otherwise: string): string {
  if (!path || !/^\/(?![/\\])/.test(path) || path.length > 2_000) return otherwise;
  const base = "http://own.invalid";
  const url = URL.parse(path, base);
  return url?.origin === base ? url.pathname + url.search + url.hash : otherwise;
}
