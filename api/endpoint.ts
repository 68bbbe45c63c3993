import { matchedRoutes } from "hono/route";
import type { ApiContext } from "./context.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const names = new Map<string, string>();

/**
 * What usage of keys counts a request as: its method and the pattern of its path, such as
 * `GET /api/sessions/{sessionId}`. There are only so many of them, whatever is asked for.
 */
export function endpointOf(c: ApiContext): string {
  const pattern = matchedRoutes(c).find(({ path }) => !path.includes("*"))?.path;
  if (!pattern) return endpointName(c.req.method, "(no such path)");
  let name = names.get(pattern);
  if (!name) names.set(pattern, name = pattern.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}"));
  return endpointName(c.req.method, name);
}

/** An endpoint as usage names it. */
export function endpointName(method: string, path: string): string {
  return `${METHODS.has(method) ? method : "OTHER"} ${path}`;
}
