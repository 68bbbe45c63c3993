import type { Hono } from "hono";
import { sha256Hex } from "../../../core/crypto.ts";
import type { ApiContext, ApiEnv } from "../../context.ts";
import { isKnown } from "../etag.ts";
import { errorsPage, referencePage } from "./pages.ts";

/** Only our own files, and calls of our own API. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The pages below `/v1/reference`, for anybody: they hold nothing of any project. */
export function mountReference(app: Hono<ApiEnv>): void {
  app.get("/v1/reference", pageRoute(referencePage));
  app.get("/v1/reference/errors", pageRoute(errorsPage));
}

/** Answers a page that stays the same as long as the process runs; it is made when first asked for. */
function pageRoute(make: () => string) {
  let made: Promise<{ text: string; etag: string }> | null = null;
  const page = async () => {
    const text = make();
    return { text, etag: `"${(await sha256Hex(text)).slice(0, 32)}"` };
  };
  return async (c: ApiContext): Promise<Response> => {
    const { text, etag } = await (made ??= page());
    const headers = {
      "ETag": etag,
      "Cache-Control": "no-cache",
      "Content-Security-Policy": POLICY,
      "Referrer-Policy": "same-origin",
      "X-Frame-Options": "DENY",
      "Cross-Origin-Opener-Policy": "same-origin",
    };
    if (isKnown(c.req.raw.headers.get("if-none-match"), etag)) {
      return new Response(null, { status: 304, headers });
    }
    const type = { "Content-Type": "text/html; charset=utf-8" };
    return new Response(text, { headers: { ...headers, ...type } });
  };
}
