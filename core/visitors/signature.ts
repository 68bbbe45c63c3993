import { constantTimeEqual, hmacSha256Hex } from "../crypto.ts";

/** Who a page says its visitor is. */
export interface ClaimedUser {
  id?: string;
  email?: string;
}

/** What of a claim the project's server has signed. */
export interface ProvenUser {
  /** `id:...` or `email:...`: the same for the same person, and never made of an unsigned claim. */
  key: string;
  id: string | null;
  email: string | null;
}

/**
 * Checks a signature: hex HMAC-SHA256 with the project's secret over the user's id, or their e-mail
 * address, or both with a line break between them. Only what was signed counts as proven.
 *
 * @returns null when it is of none of them
 */
export async function provenUser(
  secret: string,
  user: ClaimedUser,
  signature: string,
): Promise<ProvenUser | null> {
  const given = signature.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(given)) return null;
  const id = plain(user.id);
  const email = plain(user.email);
  let proven: ProvenUser | null = null;
  for (const [signedId, signedEmail] of [[id, email], [id, null], [null, email]] as const) {
    if (signedId === null && signedEmail === null) continue;
    const text = [signedId, signedEmail].filter((part) => part !== null).join("\n");
    // All are computed, whichever fits: the time says nothing.
    const isRight = constantTimeEqual(await hmacSha256Hex(secret, text), given);
    if (isRight) proven ??= { key: keyOf(signedId, signedEmail), id: signedId, email: signedEmail };
  }
  return proven;
}

function keyOf(id: string | null, email: string | null): string {
  return id !== null ? `id:${id}` : `email:${email!.toLowerCase()}`;
}

/** A line break would let one text stand for two. */
function plain(text: string | undefined): string | null {
  return text === undefined || text === "" || /[\r\n]/.test(text) ? null : text;
}
