import { invalid } from "../errors.ts";
import type { Plan } from "../projects/mod.ts";

/** What a key may do: `read` looks, `write` also creates and changes, `full` also administers. */
export const scopes = ["read", "write", "full"] as const;

/** One of the scopes; each includes the ones before it. */
export type Scope = (typeof scopes)[number];

/** What an accepted key stands for. */
export interface KeyIdentity {
  projectId: string;
  keyId: string;
  name: string;
  scope: Scope;
  plan: Plan;
  /** Addresses and networks it may be used from; empty is anywhere. */
  allowedAddresses: readonly string[];
}

/** A key as the Access page shows it; the key itself is not among it. */
export interface ApiKey {
  id: string;
  name: string;
  /** First nine and last four characters. */
  visible: string;
  scope: Scope;
  plan: Plan;
  /** Whether the plan is the key's own rather than the project's. */
  ownPlan: boolean;
  /** Name of the member who made it, when it was one. */
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  /** At most a minute old. */
  lastUsedAt: Date | null;
  /** The address of that use, or of one shortly before. */
  lastUsedFrom: string | null;
  /** Addresses and networks it may be used from; empty is anywhere. */
  allowedAddresses: string[];
  /** The key it was made to take over from. */
  replaces: string | null;
  /** The key that was made to take over from it. */
  replacedBy: string | null;
  revokedAt: Date | null;
}

/** The shortest key an operator may choose, in characters. */
export const keyMinimum = 24;

/** Whether a key with scope `held` may do what needs `needed`. */
export function scopeAllows(held: Scope, needed: Scope): boolean {
  return scopes.indexOf(held) >= scopes.indexOf(needed);
}

/**
 * The scope named by `value`.
 *
 * @throws AppError 400 that lists the scopes
 */
export function checkScope(value: unknown, field = "scope"): Scope {
  if (typeof value === "string" && (scopes as readonly string[]).includes(value)) {
    return value as Scope;
  }
  throw invalid(field, `Unknown scope. Use one of: ${scopes.join(", ")}.`);
}

/** What stays visible of a key: enough to recognise it, too little to use it. */
export function visiblePart(key: string): string {
  return `${key.slice(0, 9)}…${key.slice(-4)}`;
}

/**
 * The key in an `Authorization: Bearer` header, or null. Overlong headers count as none: no key of
 * ours has more than 512 characters.
 */
export function bearerOf(request: Request): string | null {
  const header = request.headers.get("authorization") ?? "";
  if (header.length > 600) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? null;
}
