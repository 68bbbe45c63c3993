import { forbidden } from "../errors.ts";

/** Methods that change nothing and therefore need no proof of where they come from. */
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a cookie-authenticated request that another site's page may have caused. To be called for
 * every request that relies on the session cookie; safe methods pass.
 *
 * Browsers send `Origin` with every unsafe request and `Sec-Fetch-Site` nearly always; a request with
 * neither, or where one of them speaks of another site, does not pass.
 *
 * @param publicUrl the address people use, when configured; its origin counts as ours beside the one
 * the request was sent to
 * @throws AppError 403 with the reason and the remedy
 */
export function assertSameOrigin(request: Request, publicUrl?: string | null): void {
  if (safeMethods.has(request.method)) return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  // Only the browser itself writes Sec-Fetch-Site, so it decides where it is there: under a strict
  // referrer policy our own forms arrive with `Origin: null`.
  if (site === "same-origin") return;
  if (site !== null && site !== "none") throw foreign(origin ?? site);
  if (origin !== null) {
    if (!ownOrigins(request, publicUrl).has(origin)) throw foreign(origin);
    return;
  }
  if (site === null) {
    throw forbidden(
      "The request does not say which page it comes from. Send it from Hissuno's own pages, or use an API key.",
    );
  }
}

function ownOrigins(request: Request, publicUrl?: string | null): Set<string> {
  const own = new Set<string>();
  if (publicUrl) own.add(new URL(publicUrl).origin);
  const sent = new URL(request.url);
  own.add(sent.origin);
  // Behind a proxy that ends TLS the request itself arrives over http; the Host header is what the
  // browser asked for, and a foreign page cannot choose it.
  const host = request.headers.get("host");
  if (host && /^[A-Za-z0-9.:[\]-]+$/.test(host)) {
    own.add(`${sent.protocol}//${host}`);
    if (!publicUrl) own.add(`https://${host}`);
  }
  return own;
}

function foreign(origin: string) {
  return forbidden(
    `The request comes from another site (${
      origin.slice(0, 100)
    }). Open Hissuno in this browser and try again there; behind a proxy, set PUBLIC_URL to the address people use.`,
  );
}
