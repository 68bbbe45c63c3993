import type { Conversation } from "../contract/mod.ts";
import { sha256Hex } from "../crypto.ts";

/** A digest of all a conversation says: equal exactly when nothing about it changed. */
export async function contentHash(conversation: Conversation): Promise<string> {
  return await sha256Hex(JSON.stringify(ordered(conversation)));
}

/** The same value with the keys of every object in one order, and without undefined ones. */
function ordered(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
