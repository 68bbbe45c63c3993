import type { EventPosition } from "../events/mod.ts";

// Crockford's alphabet in lower case, as in core/id.ts: its byte order is its numeric order.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** So many characters hold 64 bits. */
const LENGTH = 13;
const FORM = new RegExp(`^evt_([${ALPHABET}]{${LENGTH}})([${ALPHABET}]{${LENGTH}})$`);
const LAST_TRANSACTION = 2n ** 64n - 1n;
const LAST_POSITION = 2n ** 63n - 1n;

/** The id under which others know the event at a place of the log: `evt_` and 26 characters, in order. */
export function eventId({ xact, position }: EventPosition): string {
  return `evt_${encode(BigInt(xact))}${encode(BigInt(position))}`;
}

/** The place in the log that an id of {@link eventId} names; null when it is no such id. */
export function parseEventId(id: string): EventPosition | null {
  const match = FORM.exec(id);
  if (!match) return null;
  const xact = decode(match[1]!);
  const position = decode(match[2]!);
  // PostgreSQL refuses numbers beyond its types; no event of ours has one.
  if (xact > LAST_TRANSACTION || position > LAST_POSITION) return null;
  return { xact: String(xact), position: String(position) };
}

function encode(value: bigint): string {
  let text = "";
  for (let rest = value; text.length < LENGTH; rest >>= 5n) {
    text = ALPHABET[Number(rest & 31n)] + text;
  }
  return text;
}

function decode(text: string): bigint {
  let value = 0n;
  for (const letter of text) value = (value << 5n) | BigInt(ALPHABET.indexOf(letter));
  return value;
}
