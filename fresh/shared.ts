import { type ComponentChildren, createContext } from "preact";

/** Where a component finds the page it is rendered on; on the server only. */
export interface PageScope {
  /** Takes what `<Head>` holds. */
  addHead(children: ComponentChildren): void;
}

/** The page and whether the component sits inside an island; null in the browser. */
export const ScopeContext = /* @__PURE__ */ createContext<
  { page: PageScope; inside: boolean } | null
>(null);

/** Content hashes by address, filled on the server by the snapshot. */
export const assetHashes: Map<string, string> = /* @__PURE__ */ new Map();
