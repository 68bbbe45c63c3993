import type { Store } from "./storage.ts";

/** `length` random bytes as base64url; works on pages without TLS too. */
export function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** The visitor's secret, made at first use. Read anew each time: another tab may have been first. */
export function visitorToken(storage: Store): string {
  const known = storage.get("visitor");
  if (known) return known;
  storage.set("visitor", randomText(32));
  return storage.get("visitor")!;
}
