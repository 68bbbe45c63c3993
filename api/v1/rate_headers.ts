import type { RateResult } from "../../core/access/mod.ts";

/** Seconds of a window of the limit. */
const WINDOW = 60;

/**
 * Where the caller stands, as `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers),
 * and `Retry-After` when the call was refused. Nothing for keys without a limit.
 */
export function rateFields(result: RateResult): Record<string, string> {
  if (result.limit === null) return {};
  return {
    "RateLimit-Policy": `"minute";q=${result.limit};w=${WINDOW}`,
    "RateLimit": `"minute";r=${result.remaining};t=${result.resetSeconds}`,
    ...(result.allowed ? {} : { "Retry-After": String(result.retryAfterSeconds) }),
  };
}
