// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** An error, after RFC 9457. */
export interface Problem {
  /** The address of the page that explains `code`. */
  type: string;
  /** What the code means; the same for each error with it. */
  title: string;
  status: number;
  /** What is wrong this time, and what to do. */
  detail: string;
  /** The same as `detail`, as the documented paths call it. */
  error: string;
  /** For programs. */
  code:
    | "malformed"
    | "invalid"
    | "unauthorized"
    | "forbidden"
    | "not_found"
    | "method_not_allowed"
    | "conflict"
    | "session_closed"
    | "precondition_failed"
    | "too_large"
    | "unsupported_media_type"
    | "idempotency_key_reused"
    | "rate_limited"
    | "internal"
    | "credentials"
    | "provider_unavailable"
    | "unavailable";
  /** What is wrong, field by field. */
  errors: {
    /** Dotted: `messages.0.content`. */
    field?: string;
    /** For programs: `required`, `unknown_field`, `too_long` ... */
    code: string;
    message: string;
  }[];
  /** Names the request in the server's log. */
  request_id: string;
}
