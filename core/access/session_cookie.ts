import { deriveKey, type Secret } from "../crypto.ts";

/** The first part of every cookie name of ours. */
export const cookiePrefix = "hissuno";

/** Whether cookies are for https only: when people come that way. */
export function usesSecureCookies(publicUrl?: string | null): boolean {
  return publicUrl?.startsWith("https:") ?? false;
}

/** The secret with which the accounts library signs its cookies. */
export async function cookieSecret(secret: Secret): Promise<string> {
  return (await deriveKey(secret.current, "accounts")).toHex();
}

/**
 * Reads the session cookie that the accounts library sets: `<token>.<HMAC-SHA256 of it>`. Done here and
 * not by the library, because every request of a signed-in person needs it: this takes a third of the
 * time and works before the library is loaded. A test compares both.
 */
export class SessionCookie {
  readonly #name: string;
  readonly #key: Promise<CryptoKey>;

  constructor(options: { secret: Secret; publicUrl?: string | null }) {
    const prefix = usesSecureCookies(options.publicUrl) ? "__Secure-" : "";
    this.#name = `${prefix}${cookiePrefix}.session_token`;
    this.#key = importKey(options.secret);
  }

  /** The token of a request whose cookie carries the right signature, or null. */
  async tokenOf(request: Request): Promise<string | null> {
    const value = cookieOf(request, this.#name);
    // A token has 32 characters and a signature 44; anything longer is not ours.
    if (value === null || value.length > 300) return null;
    const text = decoded(value);
    const dot = text?.lastIndexOf(".") ?? -1;
    if (text === null || dot < 1) return null;
    const token = text.slice(0, dot);
    const signature = bytesOf(text.slice(dot + 1));
    if (!signature || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
    const signed = new TextEncoder().encode(token);
    return await crypto.subtle.verify("HMAC", await this.#key, signature, signed) ? token : null;
  }
}

async function importKey(secret: Secret): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(await cookieSecret(secret));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return await crypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);
}

function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return null;
  }
}
