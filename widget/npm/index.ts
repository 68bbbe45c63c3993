import { type Method, METHODS } from "../bridge.ts";
import type { HissunoApi, HissunoOptions } from "./types.ts";

export type * from "./types.ts";

type Call = [name: Method, ...input: unknown[]];
type Page = { Hissuno?: { push(call: Call): void }; hissunoSettings?: unknown };

/**
 * Puts the widget on the page. The code comes from your server, so that it always fits it; calling
 * again changes nothing. On a server (no document) nothing happens and calls go nowhere.
 *
 * @throws {Error} when `projectId` or `host` is missing
 */
export function load(options: HissunoOptions): HissunoApi {
  if (!options.projectId || !options.host) {
    throw new Error("Hissuno: load needs projectId and host, the address of your server.");
  }
  const page = globalThis as Page;
  if (typeof document !== "undefined" && !page.hissunoSettings) {
    page.Hissuno ??= [] as Call[];
    page.hissunoSettings = options;
    // Not a script tag: `import` takes over the page's CSP nonce and passes Trusted Types.
    import(
      /* webpackIgnore: true */ /* @vite-ignore */ `${options.host.replace(/\/+$/, "")}/widget.js`
    ).catch((error) => console.warn("Hissuno: the chat could not be loaded.", error));
  }
  const api: Record<string, unknown> = {};
  for (const name of METHODS) {
    // Looked up at each call: the loader puts its own object in place of the queue.
    api[name] = (...input: unknown[]) => page.Hissuno?.push([name, ...input]);
  }
  return api as unknown as HissunoApi;
}
