import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { assetHashes, ScopeContext } from "./shared.ts";

// The build puts the hashes of static files here, for islands.
declare const FRESH_ASSETS: Record<string, string> | undefined;

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/**
 * The address of a static file with its content hash, so that browsers may keep it for good.
 * Addresses that are no static file come back unchanged.
 */
export function asset(path: string): string {
  const [, name = "", rest = ""] = path.match(/^([^?#]*)(.*)$/s) ?? [];
  const hash = typeof FRESH_ASSETS === "undefined" ? assetHashes.get(name) : FRESH_ASSETS[name];
  if (!hash || rest.startsWith("?")) return path;
  return `${name}?v=${hash}${rest}`;
}

/**
 * Puts its children (title, meta, link) into the document's head; the last title wins. Works while
 * the server renders; islands keep the head they were sent with.
 */
export function Head({ children }: { children?: ComponentChildren }): null {
  useContext(ScopeContext)?.page.addHead(children);
  return null;
}
