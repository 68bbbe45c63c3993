/** What a provider answered, when that is not what was asked for. */
export class ProviderError extends Error {
  override name = "ProviderError";

  constructor(
    message: string,
    readonly status: number,
    /** The first characters of the answer. */
    readonly body: string,
  ) {
    super(message);
  }
}

/**
 * The credentials do not do: wrong, revoked, or lacking a permission. The message is for the person
 * who entered them. It stops the schedule until they are entered again.
 */
export class CredentialError extends Error {
  override name = "CredentialError";

  constructor(
    message: string,
    /** The field of `secret` or `settings` at fault, when it is one. */
    readonly field?: string,
  ) {
    super(message);
  }
}
