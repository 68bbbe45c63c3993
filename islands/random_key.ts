/** An unguessable text: what makes sending something twice the same as sending it once. */
export function randomKey(): string {
  // crypto.randomUUID is missing where the server is reached without https.
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
