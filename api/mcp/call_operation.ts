import type { Operation } from "../v1/operation.ts";

/** The public API, as something that answers requests. */
export type Api = (request: Request) => Response | Promise<Response>;

/** What a call came to. */
export interface Outcome {
  isError: boolean;
  /** The answer, or the problem as `/v1` tells it; null when there is nothing to tell. */
  body: unknown;
}

/**
 * Calls an operation of `/v1` as a program does over HTTP, so that the same checks, scopes and
 * presenters hold.
 *
 * @param input ids of the path and fields of query or body, by name
 * @param authorization the header with the caller's key
 */
export async function callOperation(
  api: Api,
  operation: Operation,
  input: Record<string, unknown>,
  authorization: string,
): Promise<Outcome> {
  const rest = new Map(Object.entries(input));
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    const id = String(rest.get(name) ?? "");
    rest.delete(name);
    return encodeURIComponent(id);
  });
  const url = new URL(`http://mcp.invalid/v1${path}`);
  const headers = new Headers({ authorization });
  let body: string | undefined;
  if (operation.method === "get") {
    for (const [name, value] of rest) {
      if (value !== undefined) url.searchParams.set(name, text(value));
    }
  } else if (operation.body) {
    body = JSON.stringify(Object.fromEntries(rest));
    headers.set("content-type", "application/json");
  }
  const method = operation.method.toUpperCase();
  const answer = await api(new Request(url, { method, headers, body }));
  const said = await answer.text();
  return { isError: !answer.ok, body: said === "" ? null : JSON.parse(said) };
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.join(",");
  return value instanceof Date ? value.toISOString() : String(value);
}
