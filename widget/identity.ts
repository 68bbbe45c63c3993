import type { User } from "./protocol.ts";
import type { Store } from "./storage.ts";

/** Who the visitor is and what else the page says of the visit. */
export interface Identity {
  user?: User;
  metadata?: Record<string, unknown>;
}

/** Keeps what the page said of the visitor, for the messages on later pages. */
export function readIdentity(storage: Store): Identity {
  try {
    return JSON.parse(storage.get("user") ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** The fields the server knows, as texts; numbers as ids are common. Null for anything else. */
export function cleanUser(value: unknown): User | null {
  if (!value || typeof value !== "object") return null;
  const user: User = {};
  for (const field of ["id", "name", "email", "user_hash"] as const) {
    const given = (value as User)[field] as unknown;
    if (typeof given === "string" || typeof given === "number") user[field] = String(given);
  }
  return user;
}
