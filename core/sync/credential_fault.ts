import { CredentialError, ProviderError } from "../contract/mod.ts";
import { messageOf } from "../errors.ts";

/** Whether something failed because the credentials do not do any more. */
export function isCredentialFault(error: unknown): boolean {
  return error instanceof CredentialError ||
    (error instanceof ProviderError && (error.status === 401 || error.status === 403));
}

/**
 * What was thrown, as a sentence for the person who looks after a connection.
 *
 * @param name what the project calls the connection
 */
export function sentenceOf(error: unknown, name: string): string {
  if (error instanceof ProviderError && error.status === 401) {
    return `${name} does not accept the credentials any more. Enter them again.`;
  }
  if (error instanceof ProviderError && error.status === 403) {
    return `${name} refuses: the credentials lack a permission. ${error.message}.`;
  }
  return messageOf(error).slice(0, 1_000);
}
