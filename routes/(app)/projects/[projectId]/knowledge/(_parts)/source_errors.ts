import { AppError } from "../../../../../../core/errors.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { sourceFields } from "./source_values.ts";

/** An expected failure beside the fields of a source; settings are fields of their own there. */
export function sourceErrors(thrown: unknown): FormErrors {
  if (!(thrown instanceof AppError) || !thrown.details) return formErrors(thrown, sourceFields);
  const details = thrown.details.map((detail) => ({
    ...detail,
    field: detail.field?.replace(/^settings\./, ""),
  }));
  const { message, code, status } = thrown;
  return formErrors(new AppError(message, { code, status, details }), sourceFields);
}
