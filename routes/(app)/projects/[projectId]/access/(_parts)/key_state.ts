import type { ApiKey } from "../../../../../../core/access/mod.ts";

/** Whether a key can be used; `ending` is one that another key took over from, during the overlap. */
export type KeyState = "active" | "ending" | "expired" | "revoked";

/**
 * What has become of a key.
 *
 * @param at the present in milliseconds
 */
export function keyState(
  { revokedAt, expiresAt, replacedBy }: Pick<ApiKey, "revokedAt" | "expiresAt" | "replacedBy">,
  at: number,
): KeyState {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt.getTime() <= at) return "expired";
  return replacedBy ? "ending" : "active";
}

/** Whether a key is refused. */
export function isOver(state: KeyState): boolean {
  return state === "expired" || state === "revoked";
}
