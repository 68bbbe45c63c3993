/** One thing that is wrong with what the caller sent. */
export interface ErrorDetail {
  /** Path of the field, dotted: `messages.0.content`. */
  field?: string;
  /** A sentence a person can act on. */
  message: string;
  /** A stable word for programs, such as `too_long`. */
  code?: string;
}

/** What an {@link AppError} is made of. */
export interface AppErrorOptions {
  /** A stable word for programs, such as `not_found`. */
  code: string;
  /** The HTTP status the answer gets. */
  status: number;
  /** What is wrong, field by field. */
  details?: ErrorDetail[];
  /** Headers the answer must carry, such as `Retry-After`. */
  headers?: Record<string, string>;
  /** The error that led to this one; it is logged, never sent. */
  cause?: unknown;
}

/**
 * An expected failure: its message is shown to the person or program that asked. Anything else that
 * is thrown is a fault of ours and is answered with a plain 500.
 */
export class AppError extends Error {
  override name = "AppError";
  readonly code: string;
  readonly status: number;
  readonly details?: ErrorDetail[];
  readonly headers?: Record<string, string>;

  constructor(message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.details = options.details;
    this.headers = options.headers;
  }
}

/** 404 for something named by `what`, with a capital: "Session" gives "Session not found." */
export function notFound(what: string): AppError {
  return new AppError(`${what} not found.`, { code: "not_found", status: 404 });
}

/** 401: no credentials, or none that count. */
export function unauthorized(message = "Missing or invalid API key."): AppError {
  return new AppError(message, {
    code: "unauthorized",
    status: 401,
    headers: { "WWW-Authenticate": "Bearer" },
  });
}

/** 403: known caller, not allowed. */
export function forbidden(message: string): AppError {
  return new AppError(message, { code: "forbidden", status: 403 });
}

/** 400 for one field. The API answers 422 instead where its documented paths say so. */
export function invalid(field: string, message: string, code = "invalid"): AppError {
  return invalidFields([{ field, message, code }]);
}

/** 400 for several fields at once; the first message becomes the error's own. */
export function invalidFields(details: ErrorDetail[], status: 400 | 422 = 400): AppError {
  const message = details[0]?.message ?? "The request is not valid.";
  return new AppError(message, { code: "invalid", status, details });
}

/** 409: the thing changed meanwhile, or exists already. */
export function conflict(message: string): AppError {
  return new AppError(message, { code: "conflict", status: 409 });
}

/** 413: the message names the limit that was passed. */
export function tooLarge(message: string): AppError {
  return new AppError(message, { code: "too_large", status: 413 });
}

/** 429 with `Retry-After`, in whole seconds and at least one. */
export function tooManyRequests(retryAfterSeconds: number, message?: string): AppError {
  const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
  return new AppError(
    message ?? `Too many requests. Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`,
    { code: "rate_limited", status: 429, headers: { "Retry-After": String(seconds) } },
  );
}

/** The text of anything that was thrown, for logs and for wrapping in a sentence. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
