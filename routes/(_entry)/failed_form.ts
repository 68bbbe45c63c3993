import { AppError } from "../../core/errors.ts";
import { type FormErrors, formErrors } from "../(_common)/form.ts";

/** A page that has nothing to complain about. */
export const noErrors: FormErrors = { form: null, fields: {} };

/** How a page answers a form that was not accepted: what is wrong, and the answer's own head. */
export interface FailedForm {
  errors: FormErrors;
  init: { status: number; headers: Record<string, string> };
}

/**
 * An expected failure as the errors of a page, with the status it is sent with; anything else is
 * thrown on.
 *
 * @param names the fields the page can show errors at
 */
export function failedForm(thrown: unknown, names: readonly string[] = []): FailedForm {
  const errors = formErrors(thrown, names);
  const { status, headers = {} } = thrown as AppError;
  // Browsers would take this for a question of their own.
  const { "WWW-Authenticate": _bearer, ...rest } = headers;
  return { errors, init: { status, headers: rest } };
}
