import { forbidden } from "#plugin-kit";

/** Seconds a browser may remember that it may ask. */
const PREFLIGHT_SECONDS = "7200";

/** Whether `origin` is one of `allowed`; `https://*.example.com` means every host below it. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  const given = origin.toLowerCase();
  return allowed.some((pattern) => {
    if (!pattern.includes("://*.")) return given === pattern;
    const [scheme, suffix] = pattern.split("*") as [string, string];
    return given.startsWith(scheme) && given.endsWith(suffix) &&
      given.length > scheme.length + suffix.length;
  });
}

/**
 * Lets a request pass when its site may show the widget. Pages of this very server always may: the
 * browser says so in a header that pages cannot forge.
 *
 * @throws {AppError} 403 naming the origin
 */
export function assertOrigin(request: Request, allowed: readonly string[]): void {
  if (allowed.length === 0 || request.headers.get("sec-fetch-site") === "same-origin") return;
  const origin = request.headers.get("origin");
  if (origin && isAllowedOrigin(origin, allowed)) return;
  throw forbidden(
    `Origin ${origin ?? "(none)"} may not show this widget. Add it to the allowed origins.`,
  );
}

/** Adds what lets a page of another origin read the answer. Cookies never travel. */
export function withCors(request: Request, answer: Response): Response {
  const { headers } = answer;
  headers.set("Access-Control-Allow-Origin", request.headers.get("origin") ?? "*");
  headers.set("Access-Control-Expose-Headers", "Retry-After");
  headers.append("Vary", "Origin");
  headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  return answer;
}

/** The answer to a browser that asks whether it may ask. */
export function preflight(request: Request): Response {
  const answer = withCors(request, new Response(null, { status: 204 }));
  answer.headers.set("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  answer.headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type");
  answer.headers.set("Access-Control-Max-Age", PREFLIGHT_SECONDS);
  return answer;
}
