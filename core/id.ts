import { now } from "./clock.ts";

/** What an id may begin with, and what it then names. */
export const idPrefixes = {
  sess: "session",
  msg: "message",
  proj: "project",
  conn: "connection to a source",
  run: "run of a sync",
  prob: "problem of a sync",
  key: "API key",
  cont: "contact",
  comp: "company",
  iss: "issue",
  evt: "event",
  usr: "user",
  job: "job",
  inv: "invitation",
  know: "knowledge entry",
  vis: "visitor of the widget",
  tag: "custom tag",
  mem: "membership",
  doc: "document",
  pack: "package of knowledge",
  del: "delivery",
  hook: "outgoing webhook",
  lease: "lease of a worker",
  req: "request",
  ans: "generated answer",
  hand: "change of hands of a session",
  scope: "product scope",
  quote: "quote that an issue rests on",
  merge: "merge of two customers",
  imp: "import of customers, or of a project's archive",
  exp: "export of a project",
  erase: "record that a customer was erased",
  rev: "review of a session",
  dec: "decision of a review",
  case: "session kept as an example of good answers",
  eval: "examples answered again with other settings",
  mail: "e-mail to a person of the team",
} as const;

/** One of the known id prefixes. */
export type IdPrefix = keyof typeof idPrefixes;

// Crockford's alphabet in lower case: its byte order is its numeric order, and no letter is mistaken
// for a digit.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLength = 10;
const randomLength = 16;
const body = new RegExp(`^[${alphabet}]{${timeLength + randomLength}}$`);

let lastTime = 0;
let lastRandom: number[] = [];

/**
 * A new id: the prefix, `_`, and 26 lower-case characters that sort by time of creation. Ids made by
 * one process always ascend, also within a millisecond and when the clock steps back.
 *
 * @param at the time written into the id; an import may pass the time of the imported thing, such
 * ids ascend only among equal or later times
 */
export function newId(prefix: IdPrefix, at: Date = now()): string {
  const time = at.getTime();
  if (time > lastTime) {
    lastTime = time;
    lastRandom = randomDigits();
    return compose(prefix, time, lastRandom);
  }
  // An id for a time that has passed is not part of the ascending row when it is far back.
  if (lastTime - time > 60_000) return compose(prefix, time, randomDigits());
  increment(lastRandom);
  return compose(prefix, lastTime, lastRandom);
}

/** Whether `text` is an id of that kind. Says nothing about whether it exists. */
export function isId(prefix: IdPrefix, text: unknown): text is string {
  return typeof text === "string" && text.startsWith(`${prefix}_`) &&
    body.test(text.slice(prefix.length + 1));
}

/** An unguessable text for keys and links: `bytes` random bytes as base64url. */
export function randomToken(bytes = 32): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
}

/** A number from 0 up to 1, for jitter. Not for secrets. */
export function randomFraction(): number {
  return Math.random();
}

function compose(prefix: string, time: number, random: number[]): string {
  let text = "";
  let rest = Math.max(0, time);
  for (let position = 0; position < timeLength; position++) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  for (const digit of random) text += alphabet[digit];
  return `${prefix}_${text}`;
}

function randomDigits(): number[] {
  const bytes = crypto.getRandomValues(new Uint8Array(randomLength));
  // The upper half of the first digit stays free, so that counting up cannot overflow.
  return Array.from(bytes, (byte, index) => index === 0 ? byte & 15 : byte & 31);
}

function increment(digits: number[]): void {
  for (let position = digits.length - 1; position >= 0; position--) {
    const digit = digits[position]!;
    if (digit < 31) {
      digits[position] = digit + 1;
      return;
    }
    digits[position] = 0;
  }
}
