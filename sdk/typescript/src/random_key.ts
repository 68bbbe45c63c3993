/** An idempotency key that nobody else has. Browsers have `randomUUID` on safe pages only. */
export function randomKey(): string {
  const { crypto } = globalThis;
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = new Uint8Array(16);
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
  // Node 18 hides its own; a key has to be new, not secret.
  else bytes.forEach((_, index) => bytes[index] = Math.random() * 256);
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
