import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import type { Db } from "../db/mod.ts";
import { tooManyRequests } from "../errors.ts";
import { addressGroup } from "./client_ip.ts";
import { countAttempts, takeBackAttempts } from "./sign_in_throttle_sql.ts";

/** How many wrong passwords are let through before someone has to wait. */
export interface ThrottleLimits {
  /** For one e-mail address. @default 10 */
  perEmail: number;
  /** From one IP address (IPv6: one /64 network). @default 50 */
  perIp: number;
  /** The window, in milliseconds. @default {15 minutes} */
  windowMilliseconds: number;
}

/** What applies unless a test says otherwise. */
export const defaultThrottle: ThrottleLimits = {
  perEmail: 10,
  perIp: 50,
  windowMilliseconds: 15 * 60_000,
};

/**
 * Counts an attempt to sign in before the password is looked at, so that many attempts at the same
 * moment cannot slip through; all replicas count together. An address that does not exist counts like
 * one that does.
 *
 * @returns what takes the attempt back, to be called when the password was right
 * @throws AppError 429 when there were too many
 */
export async function countSignIn(
  db: Db,
  input: { email: string; ip: string },
  limits: ThrottleLimits = defaultThrottle,
  at: Date = now(),
): Promise<() => Promise<void>> {
  const time = at.getTime();
  const start = Math.floor(time / limits.windowMilliseconds) * limits.windowMilliseconds;
  const windowStart = new Date(start);
  // Hashes: the table should not become a list of who tried to sign in from where.
  const email = await sha256Hex(`email ${input.email}`);
  const ip = await sha256Hex(`ip ${addressGroup(input.ip)}`);
  const attempts = await countAttempts(db, [email, ip], windowStart);
  if (attempts.get(email)! > limits.perEmail || attempts.get(ip)! > limits.perIp) {
    const seconds = Math.max(1, Math.ceil((start + limits.windowMilliseconds - time) / 1000));
    const minutes = Math.ceil(seconds / 60);
    throw tooManyRequests(
      seconds,
      `Too many attempts to sign in. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`,
    );
  }
  return () => takeBackAttempts(db, [email, ip], windowStart);
}
