import { now } from "../clock.ts";
import { seal, type Secret, unseal } from "../crypto.ts";
import type { Db } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { randomToken } from "../id.ts";
import { log } from "../log.ts";
import { type ClaimedUser, type ProvenUser, provenUser } from "./signature.ts";
import { replaceSecret, selectSecret } from "./visitors_sql.ts";

const PURPOSE = "visitor identity";

/**
 * Makes a project's secret, in place of the one before: signatures made with that one end to count at
 * once.
 *
 * @returns the secret, which is not shown again
 */
export async function rotateIdentitySecret(
  db: Db,
  secret: Secret,
  projectId: string,
  createdBy: string | null,
  at: Date = now(),
): Promise<string> {
  const text = `hids_${randomToken(32)}`;
  const sealed = await seal(secret, PURPOSE, text, projectId);
  await replaceSecret(db, projectId, { sealed, hint: text.slice(-4), createdBy }, at);
  return text;
}

/** When the project's secret was made and how it ends; null when there is none. */
export async function identitySecretState(
  db: Db,
  projectId: string,
): Promise<{ hint: string; createdAt: Date } | null> {
  const row = await selectSecret(db, projectId);
  return row && { hint: row.hint, createdAt: row.created_at };
}

/** What of a claim is signed with the project's secret; null when nothing is, or there is none. */
export async function verifyVisitor(
  db: Db,
  secret: Secret,
  projectId: string,
  user: ClaimedUser,
  signature: string,
): Promise<ProvenUser | null> {
  const row = await selectSecret(db, projectId);
  if (!row) return null;
  try {
    const text = await unseal(secret, PURPOSE, row.sealed, projectId);
    return await provenUser(text, user, signature);
  } catch (error) {
    // A visitor is then anonymous rather than without a chat.
    log.error("Cannot open the secret for visitors' identities; make a new one", {
      project_id: projectId,
      detail: messageOf(error),
    });
    return null;
  }
}
