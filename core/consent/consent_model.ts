import type { ConnectionInput } from "../sync/mod.ts";
import { AppError } from "../errors.ts";

/** What was entered before the person went to the provider; sealed while they are there. */
export interface ConsentForm extends Omit<ConnectionInput, "secret" | "filterFrom" | "filterTo"> {
  secret: Record<string, unknown>;
  /** The very address the provider was given: it is compared there when the code is traded. */
  redirectUri: string;
}

/** Where somebody began to connect. */
export interface ConsentPlace {
  projectId: string;
  source: string;
  connectionId: string | null;
}

/** A consent that came to nothing; the message is for the person who came back. */
export class ConsentFailed extends AppError {
  override name = "ConsentFailed";

  constructor(
    message: string,
    /** Where to begin again; null when nobody knows. */
    readonly place: ConsentPlace | null,
    status = 400,
    cause?: unknown,
  ) {
    super(message, { code: "consent_failed", status, cause });
  }
}

/** What the provider's refusal means, by the word it came back with (RFC 6749, section 4.1.2.1). */
export function refusalText(name: string, error: string): string {
  if (error === "access_denied") {
    return `${name} was not connected: the request was declined there. Nothing was stored.`;
  }
  if (error === "temporarily_unavailable" || error === "server_error") {
    return `${name} could not answer just now. Begin again in a moment.`;
  }
  const word = error.replaceAll(/[^\w .-]/g, "").slice(0, 60) || "no reason given";
  return `${name} refused the request (${word}). Check the app's settings there, then begin again.`;
}

/** An address of a provider at its stand-in, which is where the browser has to go then. */
export function atBase(address: URL, baseUrl: string | undefined): URL {
  if (baseUrl === undefined) return address;
  const base = new URL(baseUrl);
  return new URL(base.pathname.replace(/\/$/, "") + address.pathname + address.search, base);
}
