import {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  type FieldError,
  NotFoundError,
  PermissionError,
  PreconditionFailedError,
  RateLimitError,
  ServerError,
  ValidationError,
} from "../src/mod.ts";

/** What the process ends with. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  access: 3,
  notFound: 4,
  refused: 5,
  later: 6,
} as const;

/** Something a person has to do differently. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A command that is not written as it should be. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message, EXIT.usage);
  }
}

/** What to tell a person of an error, and what the process ends with. */
export function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof CommandError) {
    return { text: error.message, exitCode: error.exitCode };
  }
  if (error instanceof ApiError) {
    const fields = error.errors.filter(({ message }) => message !== error.message)
      .map(({ field, message }) => `  ${field ? `${field}: ` : ""}${message}`);
    const remedy = remedyOf(error);
    return {
      text: [
        error.message,
        ...fields,
        ...(remedy ? [remedy] : []),
        ...(error.requestId ? [`Request ${error.requestId}`] : []),
      ].join("\n"),
      exitCode: exitCodeOf(error),
    };
  }
  if (error instanceof ConnectionError) {
    return { text: error.message, exitCode: EXIT.later };
  }
  return {
    text: error instanceof Error ? error.message : String(error),
    exitCode: EXIT.failed,
  };
}

/** The same for a program. */
export function factsOf(error: unknown, exitCode: number): Record<string, unknown> {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ApiError)) return { error: message, exit_code: exitCode };
  const { status, code, errors, requestId } = error;
  return { error: message, code, status, errors, request_id: requestId, exit_code: exitCode };
}

/** What is wrong with a field, with its name, which most messages begin with. */
export function fieldText({ field, message }: FieldError): string {
  return !field || message.startsWith(field) ? message : `${field}: ${message}`;
}

function exitCodeOf(error: ApiError): number {
  if (
    error instanceof AuthenticationError || error instanceof PermissionError
  ) return EXIT.access;
  if (error instanceof NotFoundError) return EXIT.notFound;
  const isRefused = error instanceof ValidationError ||
    error instanceof ConflictError ||
    error instanceof PreconditionFailedError;
  if (isRefused) return EXIT.refused;
  return error instanceof RateLimitError || error instanceof ServerError ? EXIT.later : EXIT.failed;
}

function remedyOf(error: ApiError): string | null {
  if (error instanceof AuthenticationError) {
    return "Log in again: hissuno login";
  }
  if (error instanceof PermissionError) {
    return "Log in with a key that may do this: hissuno login";
  }
  return null;
}
