import { HissunoError } from "./errors.ts";

/** A webhook that cannot be trusted. Answer it with 400. */
export class WebhookVerificationError extends HissunoError {}

/** What a webhook tells of; the ids in `data` say of whom. */
export interface WebhookEvent {
  /** `evt_...`; the same at every try, so that what was done already can be left out. */
  id: string;
  /** Such as `session.created`. */
  type: string;
  /** RFC 3339. */
  created_at: string;
  data: Record<string, unknown>;
}

/** How strictly a webhook is looked at. */
export interface VerifyOptions {
  /** Seconds that its time may be off. @default 300 */
  tolerance?: number;
  /** The time now, in milliseconds. @default Date.now() */
  now?: number;
}

/** The fields of a request, in any of the shapes frameworks give them. */
export type WebhookHeaders =
  | Headers
  | Record<string, string | string[] | undefined>;

/**
 * Makes sure that a webhook comes from your instance and is new, and reads it. After Standard
 * Webhooks: the signature is over id, time and the body byte by byte, so give the body as it came.
 *
 * @param payload the body, not parsed
 * @param headers the request's fields
 * @param secret the endpoint's (`whsec_...`); several while one replaces another
 * @throws {WebhookVerificationError} when it is forged, altered, or too old
 */
export async function verifyWebhook(
  payload: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | string[],
  { tolerance = 300, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const id = fieldOf(headers, "webhook-id");
  const timestamp = fieldOf(headers, "webhook-timestamp");
  const signatures = fieldOf(headers, "webhook-signature").split(" ")
    .filter((one) => one.startsWith("v1,"))
    .flatMap((one) => bytesOf(one.slice("v1,".length)) ?? []);
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError(
      "The field webhook-timestamp is not a time in seconds.",
    );
  }
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) {
    throw new WebhookVerificationError(
      `The webhook's time is more than ${tolerance} seconds off. Check this computer's clock.`,
    );
  }
  const body = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  let isGenuine = false;
  const { subtle } = await webCrypto();
  for (const one of [secret].flat()) {
    const key = await subtle.importKey(
      "raw",
      secretBytes(one),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["verify"],
    );
    for (const signature of signatures) {
      // Takes as long for a wrong signature as for a right one.
      if (await subtle.verify("HMAC", key, signature, signed)) isGenuine = true;
    }
  }
  if (!isGenuine) {
    throw new WebhookVerificationError(
      "No signature fits. Check the secret, and that the body is as it came, not parsed and rewritten.",
    );
  }
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new WebhookVerificationError("The webhook's body is not JSON.", {
      cause,
    });
  }
}

function fieldOf(headers: WebhookHeaders, name: string): string {
  let value: string | null | undefined;
  if (typeof (headers as Headers).get === "function") {
    value = (headers as Headers).get(name);
  } else {
    const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
    value = Array.isArray(found?.[1]) ? found[1][0] : found?.[1];
  }
  if (!value) {
    throw new WebhookVerificationError(`The field ${name} is missing.`);
  }
  return value;
}

function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(secret.replace(/^whsec_/, ""));
  if (bytes && bytes.length > 0) return bytes;
  throw new TypeError(
    "The secret is not base64. Copy it again from the endpoint's page.",
  );
}

/** The bytes of a base64 text, or null if it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(
      atob(base64),
      (character) => character.charCodeAt(0),
    );
  } catch {
    return null;
  }
}

/** Node 18 has it in a module only, whose name packers for browsers must not see. */
async function webCrypto(): Promise<Crypto> {
  if (globalThis.crypto?.subtle) return globalThis.crypto;
  const name = "node:crypto";
  return (await import(name)).webcrypto;
}
