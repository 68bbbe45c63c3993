/** What an error's code means, for its title and for the page about errors. */
export interface ProblemCode {
  status: number[];
  title: string;
  /** What to do. */
  remedy: string;
}

/** Every code an error of `/v1` can have. */
export const problemCodes: Record<string, ProblemCode> = {
  malformed: {
    status: [400],
    title: "The body cannot be read",
    remedy: "Send one JSON object in UTF-8.",
  },
  invalid: {
    status: [400, 422],
    title: "The request is not valid",
    remedy: "Look into errors: each names a field and what to send instead. " +
      "It is 400 for the address and 422 for the body.",
  },
  unauthorized: {
    status: [401],
    title: "No valid key",
    remedy: "Send the header Authorization: Bearer with a key of the project.",
  },
  forbidden: {
    status: [403],
    title: "The key may not do this",
    remedy: "Use a key with the scope that the operation names.",
  },
  not_found: {
    status: [404],
    title: "Not found",
    remedy: "Look at the id. What belongs to another project is not found either.",
  },
  method_not_allowed: {
    status: [405],
    title: "Not possible at this address",
    remedy: "The header Allow names the methods that are.",
  },
  conflict: {
    status: [409],
    title: "In conflict with what is stored",
    remedy: "Read it again, and decide anew.",
  },
  session_closed: {
    status: [409],
    title: "The session is closed",
    remedy: "Set its status to active first, or make a new session.",
  },
  precondition_failed: {
    status: [412],
    title: "It changed meanwhile",
    remedy: "Read it again, apply your change to what is there now, and send the new ETag.",
  },
  too_large: {
    status: [413],
    title: "Too large",
    remedy: "Send less at once. The message names the limit.",
  },
  unsupported_media_type: {
    status: [415],
    title: "Not JSON",
    remedy: "Send the header Content-Type: application/json.",
  },
  idempotency_key_reused: {
    status: [422],
    title: "The idempotency key belongs to another request",
    remedy: "Use a new key for a new request; repeat a request with the very same body.",
  },
  rate_limited: {
    status: [429],
    title: "Too many requests",
    remedy: "Wait as many seconds as the header Retry-After says.",
  },
  internal: {
    status: [500],
    title: "Our fault",
    remedy: "Try again. If it stays, tell the operator the request_id.",
  },
  credentials: {
    status: [400, 422],
    title: "The provider does not accept the credentials",
    remedy: "Make new credentials at the provider, and enter them.",
  },
  provider_unavailable: {
    status: [502],
    title: "The provider cannot be asked",
    remedy: "Try again in a moment.",
  },
  unavailable: {
    status: [503],
    title: "Not available now",
    remedy: "Try again in a moment.",
  },
};

/** The code of errors that have none of these, by status. */
const byStatus: Record<number, string> = {
  400: "invalid",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  422: "invalid",
  429: "rate_limited",
  502: "provider_unavailable",
  503: "unavailable",
};

/** A code as it is documented. */
export function documentedCode(code: string, status: number): string {
  return Object.hasOwn(problemCodes, code) ? code : byStatus[status] ?? "internal";
}
