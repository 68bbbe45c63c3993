import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { errorResponse } from "../../core/http/mod.ts";
import { output } from "./components.ts";
import { documentedCode, problemCodes } from "./problem_codes.ts";

/** Where the codes are explained; an id of the page is a code. */
export const ERRORS_PATH = "/v1/reference/errors";

/** An error as it is answered. */
export const problem = output(
  "Problem",
  z.strictObject({
    type: z.string().describe("The address of the page that explains `code`."),
    title: z.string().describe("What the code means; the same for each error with it."),
    status: z.int(),
    detail: z.string().describe("What is wrong this time, and what to do."),
    error: z.string().describe("The same as `detail`, as the documented paths call it."),
    code: z.enum(Object.keys(problemCodes) as [string, ...string[]]).describe("For programs."),
    errors: z.array(z.strictObject({
      field: z.string().optional().describe("Dotted: `messages.0.content`."),
      code: z.string().describe("For programs: `required`, `unknown_field`, `too_long` ..."),
      message: z.string(),
    })).describe("What is wrong, field by field."),
    request_id: z.string().describe("Names the request in the server's log."),
  }).describe("An error, after RFC 9457."),
);

/**
 * An error as `application/problem+json`. What is not an `AppError` is a bare 500, and is logged.
 *
 * @param base what the page about errors is below: the configured address, or nothing
 */
export async function problemResponse(
  thrown: unknown,
  requestId: string,
  base: string,
): Promise<Response> {
  const known = errorResponse(thrown);
  const { error, code: given, errors = [] } = await known.json() as {
    error: string;
    code: string;
    errors?: { field?: string; message: string; code?: string }[];
  };
  const reused = errors[0]?.code === "idempotency_key_reused";
  const code = documentedCode(reused ? "idempotency_key_reused" : given, known.status);
  const body = {
    type: `${base}${ERRORS_PATH}#${code}`,
    title: problemCodes[code]!.title,
    status: known.status,
    detail: error,
    error,
    code,
    errors: errors.map(({ field, code = "invalid_value", message }) => ({
      ...(field ? { field } : {}),
      code,
      message,
    })),
    request_id: requestId,
  };
  const headers = new Headers(known.headers);
  headers.set("Content-Type", "application/problem+json");
  return new Response(JSON.stringify(body), { status: known.status, headers });
}

/** What the core found wrong with a body has the status of bodies. */
export function asOfBody(error: unknown): unknown {
  const isOfBody = error instanceof AppError && error.status === 400 && error.details &&
    error.details[0]?.field !== "Idempotency-Key";
  if (!isOfBody) return error;
  const { message, code, details, headers } = error;
  return new AppError(message, { code, status: 422, details, headers, cause: error });
}
