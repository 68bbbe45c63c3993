import type { Middleware } from "fresh";

/** Only our own files: no inline script or style, no other host, no framing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The policy of a page whose form leads to one of some other origins. */
export function policyForForms(origins: string[]): string {
  return POLICY.replace("form-action 'self'", ["form-action 'self'", ...origins].join(" "));
}

const HEADERS: Record<string, string> = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
};

/** Gives every page the headers that keep other sites and injected markup out. */
export const securityHeaders: Middleware = async (ctx) => {
  const response = await ctx.next();
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  if (new URL(ctx.req.url).protocol === "https:") {
    response.headers.set("Strict-Transport-Security", "max-age=31536000");
  }
  return response;
};
