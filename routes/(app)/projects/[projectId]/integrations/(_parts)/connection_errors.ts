import { CredentialError } from "../../../../../../core/contract/mod.ts";
import { AppError } from "../../../../../../core/errors.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { type ConnectionFields, inText, namedFields } from "./connection_form.ts";

/**
 * An expected failure as what a connection's page shows at its fields or above the form. Plugins may
 * name a field with or without `secret.` and `settings.` before it; sentences of schemas begin with
 * the field's label. A provider that cannot be reached is no fault of ours, and keeps the form.
 */
export function connectionErrors(thrown: unknown, fields: ConnectionFields): FormErrors {
  if (thrown instanceof CredentialError) return { form: thrown.message, fields: {} };
  if (thrown instanceof AppError && thrown.code === "provider_unavailable") {
    return { form: thrown.message, fields: {} };
  }
  if (!(thrown instanceof AppError) || !thrown.details) return formErrors(thrown, []);
  const known = namedFields(fields);
  const details = thrown.details.map(({ field, message, code }) => {
    const name = [`secret.${field}`, `settings.${field}`].find((one) => known.has(one)) ?? field;
    const label = name && known.get(name)?.label;
    return { field: name, message: label ? sentence(label, message) : message, code };
  });
  const { code, status, message } = thrown;
  const names = [...known.keys(), "name", "filter_from", "filter_to", "sure"];
  return formErrors(new AppError(message, { code, status, details }), names);
}

/** What a schema or a plugin says about a field, as a sentence for the person at the form. */
function sentence(label: string, message: string): string {
  const size = /^Too (big|small): .*?(\d+) characters?$/.exec(message);
  if (size) {
    return `Enter the ${inText(label)} in at ${size[1] === "big" ? "most" : "least"} ${
      size[2]
    } characters.`;
  }
  // The words of a schema without words of its own.
  if (/^(Invalid|Too|Unrecognized)\b/.test(message)) return `This is no valid ${inText(label)}.`;
  const whole = /^[a-z]/.test(message) ? `${label} ${message}` : message;
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
