import { now } from "./clock.ts";
import { randomToken } from "./id.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const base64url = { alphabet: "base64url", omitPadding: true } as const;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The installation's secret, from which every key is derived. `previous` ones still open and verify
 * what they once sealed and signed; new things always take `current`.
 */
export interface Secret {
  current: string;
  previous: string[];
}

/** SHA-256 of a text (as UTF-8) or of bytes, in lower-case hexadecimal. */
export async function sha256Hex(data: string | Bytes): Promise<string> {
  const bytes = typeof data === "string" ? encoder.encode(data) : data;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/**
 * HMAC with SHA-256, in lower-case hexadecimal: what providers sign their deliveries with.
 *
 * @param key the secret text they gave
 */
export async function hmacSha256Hex(key: string, data: string | Uint8Array): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const bytes = typeof data === "string" ? encoder.encode(data) : new Uint8Array(data);
  const imported = await crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes)).toHex();
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function constantTimeEqual(left: string, right: string): boolean {
  const a = encoder.encode(left);
  const b = encoder.encode(right);
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= a[index]! ^ (b[index] ?? 0);
  return difference === 0;
}

/**
 * A key for one purpose: 32 bytes that tell nothing about the secret or about the keys of other
 * purposes (HKDF with SHA-256).
 *
 * @param secret one secret text, such as `Secret.current`
 */
export async function deriveKey(secret: string, purpose: string): Promise<Bytes> {
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, [
    "deriveBits",
  ]);
  const info = encoder.encode(`hissuno ${purpose}`);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 256));
}

/**
 * Encrypts a text so that only this installation can read it, and only for this purpose and place.
 *
 * @param place what the text belongs to, such as a project and connection id: a sealed text that is
 * copied to another row does not open there
 * @returns `box1.<key id>.<nonce>.<content>`
 */
export async function seal(
  secret: Secret,
  purpose: string,
  text: string,
  place = "",
): Promise<string> {
  const { id, key } = await boxKey(secret.current, purpose);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: encoder.encode(place) };
  const content = await crypto.subtle.encrypt(algorithm, key, encoder.encode(text));
  return `box1.${id}.${iv.toBase64(base64url)}.${new Uint8Array(content).toBase64(base64url)}`;
}

/**
 * Decrypts what {@link seal} made.
 *
 * @throws a sentence when it was changed, belongs elsewhere, or was sealed with a secret that is not
 * known any more
 */
export async function unseal(
  secret: Secret,
  purpose: string,
  box: string,
  place = "",
): Promise<string> {
  const [version, id, nonce, content] = box.split(".");
  for (const candidate of [secret.current, ...secret.previous]) {
    const known = await boxKey(candidate, purpose);
    if (version !== "box1" || known.id !== id) continue;
    try {
      const iv = Uint8Array.fromBase64(nonce!, base64url);
      const algorithm = { name: "AES-GCM", iv, additionalData: encoder.encode(place) };
      const bytes = Uint8Array.fromBase64(content!, base64url);
      return decoder.decode(await crypto.subtle.decrypt(algorithm, known.key, bytes));
    } catch (error) {
      throw new Error("The sealed text was changed or belongs elsewhere", { cause: error });
    }
  }
  throw new Error(
    "The sealed text was made with another HISSUNO_SECRET; add the old one behind a comma, or enter " +
      "the credentials again",
  );
}

/** Whether {@link seal} would now use another key than the one the box was made with. */
export async function needsResealing(
  secret: Secret,
  purpose: string,
  box: string,
): Promise<boolean> {
  return box.split(".")[1] !== (await boxKey(secret.current, purpose)).id;
}

/** A text that carries `payload`, cannot be changed, and counts until `expiresAt`. Not encrypted. */
export async function signToken(
  secret: Secret,
  purpose: string,
  payload: unknown,
  expiresAt: Date,
): Promise<string> {
  const content = encoder.encode(JSON.stringify({ payload, expires: expiresAt.getTime() }))
    .toBase64(base64url);
  return `${content}.${await mac(secret.current, purpose, content)}`;
}

/** The payload of a token of {@link signToken}; undefined when forged, for another purpose, or expired. */
export async function verifyToken(
  secret: Secret,
  purpose: string,
  token: string,
  at: Date = now(),
): Promise<unknown> {
  const [content, signature, ...rest] = token.split(".");
  if (!content || !signature || rest.length > 0) return undefined;
  for (const candidate of [secret.current, ...secret.previous]) {
    if (!constantTimeEqual(signature, await mac(candidate, purpose, content))) continue;
    const text = decoder.decode(Uint8Array.fromBase64(content, base64url));
    const { payload, expires } = JSON.parse(text) as { payload: unknown; expires: number };
    return expires > at.getTime() ? payload : undefined;
  }
  return undefined;
}

/**
 * The installation's secret: the configured one (several, newest first, parted by commas, while one
 * is being replaced), else the one in `<dataDir>/secret`, which is made on the first start.
 */
export async function loadSecret(dataDir: string, configured?: string): Promise<Secret> {
  const text = configured ?? await secretFile(dataDir);
  const [current, ...previous] = text.split(",").map((one) => one.trim()).filter(Boolean);
  if (!current || current.length < 32) {
    throw new Error(
      configured === undefined
        ? `The file ${dataDir}/secret is damaged: it must hold at least 32 characters. Restore it from a backup.`
        : "HISSUNO_SECRET must have at least 32 characters; `openssl rand -hex 32` makes one.",
    );
  }
  return { current, previous };
}

async function secretFile(dataDir: string): Promise<string> {
  const path = `${dataDir}/secret`;
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o755 });
  // Two first starts at once: whoever links its file first has made the secret of both.
  const draft = `${path}.${randomToken(6)}`;
  await Deno.writeTextFile(draft, randomToken(32) + "\n", { mode: 0o600, createNew: true });
  try {
    await Deno.link(draft, path);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    await Deno.remove(draft);
  }
  return await Deno.readTextFile(path);
}

async function boxKey(secret: string, purpose: string): Promise<{ id: string; key: CryptoKey }> {
  const bytes = await deriveKey(secret, `box ${purpose}`);
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { id: (await sha256Hex(bytes)).slice(0, 8), key };
}

async function mac(secret: string, purpose: string, content: string): Promise<string> {
  const bytes = await deriveKey(secret, `token ${purpose}`);
  const key = await crypto.subtle.importKey(
    "raw",
    bytes,
    { name: "HMAC", hash: "SHA-256" },
    false,
    [
      "sign",
    ],
  );
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(content));
  return new Uint8Array(signature).toBase64(base64url);
}
