/** Anything this package throws of its own. */
export class HissunoError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Nothing came back: no network, a wrong address, or a connection that broke. */
export class ConnectionError extends HissunoError {}

/** Nothing came back in time. */
export class TimeoutError extends ConnectionError {}

/** What was wrong with one field. */
export interface FieldError {
  /** Dotted: `messages.0.content`. */
  field?: string;
  code: string;
  message: string;
}

/** The body of an error, after RFC 9457. */
interface ProblemBody {
  type?: string;
  detail?: string;
  error?: string;
  code?: string;
  errors?: FieldError[];
  request_id?: string;
}

/** The API answered that it did not do what was asked. */
export class ApiError extends HissunoError {
  readonly status: number;
  /** For programs, such as `session_closed`. */
  readonly code: string;
  /** What was wrong, field by field. */
  readonly errors: FieldError[];
  /** Names the request in the server's log; give it when you ask for help. */
  readonly requestId: string | null;
  /** The page that explains the code. */
  readonly type: string | null;
  readonly headers: Headers;

  constructor(status: number, headers: Headers, body: ProblemBody) {
    super(
      body.detail ?? body.error ?? `The server answered with status ${status}.`,
    );
    this.status = status;
    this.headers = headers;
    this.code = body.code ?? "unknown";
    this.errors = body.errors ?? [];
    this.requestId = body.request_id ?? headers.get("x-request-id");
    this.type = body.type ?? null;
  }
}

/** 304: it is as the ETag in `ifNoneMatch` says. */
export class NotModifiedError extends ApiError {}

/** 400 or 422: `errors` says which fields, and why. */
export class ValidationError extends ApiError {}

/** 401: no key, a wrong one, or one that was revoked. */
export class AuthenticationError extends ApiError {}

/** 403: the key may not do this. */
export class PermissionError extends ApiError {}

/** 404: not there, or not in the key's project. */
export class NotFoundError extends ApiError {}

/** 409: in conflict with what is stored. */
export class ConflictError extends ApiError {}

/** 412: it changed since the ETag in `ifMatch`. */
export class PreconditionFailedError extends ApiError {}

/** 429: too many requests, and waiting did not help. */
export class RateLimitError extends ApiError {
  /** Seconds to wait, if the server said so. */
  readonly retryAfter: number | null;

  constructor(status: number, headers: Headers, body: ProblemBody) {
    super(status, headers, body);
    this.retryAfter = retryAfterOf(headers);
  }
}

/** 5xx: a fault of the server. */
export class ServerError extends ApiError {}

const CLASSES: Record<number, typeof ApiError> = {
  304: NotModifiedError,
  400: ValidationError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  422: ValidationError,
  429: RateLimitError,
};

/**
 * The error that an answer stands for.
 *
 * @param text the answer's body; anything but a problem is left out
 */
export function errorOf(
  status: number,
  headers: Headers,
  text: string,
): ApiError {
  const Class = CLASSES[status] ?? (status >= 500 ? ServerError : ApiError);
  return new Class(status, headers, problemOf(text));
}

function problemOf(text: string): ProblemBody {
  try {
    const body = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}

/** Seconds of a Retry-After field, which names them or a time. */
export function retryAfterOf(
  headers: Headers,
  now: number = Date.now(),
): number | null {
  const field = headers.get("retry-after")?.trim();
  if (!field) return null;
  const seconds = /^\d+$/.test(field) ? Number(field) : (Date.parse(field) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
