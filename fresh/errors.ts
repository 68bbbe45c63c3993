const TEXTS: Record<number, string> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content too large",
  422: "Unprocessable content",
  429: "Too many requests",
  500: "Internal server error",
  503: "Service unavailable",
};

/** An expected failure with an HTTP status; error pages receive it as `props.error`. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  /** HTTP status, 400 to 599. */
  readonly status: number;

  /**
   * @param status HTTP status, 400 to 599
   * @param message shown by error pages; the usual text of the status when left out
   * @throws {RangeError} when the status is not an error status
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message ?? statusText(status), options);
    if (!Number.isInteger(status) || status < 400 || status > 599) {
      throw new RangeError(`HttpError needs a status from 400 to 599, not ${status}`);
    }
    this.status = status;
  }
}

/** The usual text of an error status. */
export function statusText(status: number): string {
  return TEXTS[status] ?? `Error ${status}`;
}

/** The status an error answers with: its own for an HttpError, 500 for everything else. */
export function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

/** The plain-text answer when no error page is there, or when it failed itself. */
export function plainError(error: unknown): Response {
  const status = statusOf(error);
  const text = error instanceof HttpError ? error.message : statusText(status);
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
