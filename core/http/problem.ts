import { CredentialError } from "../contract/mod.ts";
import { AppError, invalid } from "../errors.ts";
import { PostgresError } from "../db/mod.ts";
import { log } from "../log.ts";

/** An error as the documented answer: `{"error": "..."}` with its status and headers. */
export function errorResponse(thrown: unknown): Response {
  const error = asAppError(thrown);
  const { message, status, code, details, headers } = error;
  return Response.json(
    { error: message, code, ...(details ? { errors: details } : {}) },
    { status, headers },
  );
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  // Said for the person who entered them, such as after HISSUNO_SECRET was replaced.
  if (thrown instanceof CredentialError) {
    return invalid(thrown.field ?? "secret", thrown.message, "credentials");
  }
  // Classes 22 and 54: a value the database cannot hold. Ours to refuse earlier; never a 500.
  if (thrown instanceof PostgresError && /^(22|54)/.test(thrown.code)) {
    log.warn("The database refused a value", { error: thrown });
    return new AppError("A value cannot be stored. Check lengths, numbers and dates.", {
      code: "invalid",
      status: 400,
    });
  }
  log.error("A request failed", { error: thrown });
  return new AppError(
    "Something went wrong on our side. Try again, or look into the server's log.",
    {
      code: "internal",
      status: 500,
    },
  );
}
