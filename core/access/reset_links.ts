import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import { type Db, type Sql, transaction } from "../db/mod.ts";
import { AppError, forbidden, notFound } from "../errors.ts";
import { randomToken } from "../id.ts";
import { isSafeId } from "./identity.ts";
import { requireAction } from "./members.ts";
import { selectMember } from "./members_sql.ts";
import {
  deleteResetLink,
  ownsEveryProjectOf,
  replaceResetLink,
  selectResetLink,
} from "./reset_links_sql.ts";
import type { AccessContext } from "./setup.ts";

/** How long a reset link can be used, in milliseconds. */
export const resetMilliseconds = 24 * 3600_000;

/**
 * Makes a single-use link by which a member chooses a new password; an owner hands it over, since no
 * mail server is needed. Only possible when the owner owns every project the member belongs to: the
 * link would otherwise open the others to the owner. The operator has `user:reset-password`.
 *
 * @throws AppError 403 when the actor's rights are not enough, 404 for strangers
 */
export async function createResetLink(
  sql: Sql,
  input: { projectId: string; actorId: string; userId: string },
  at: Date = now(),
): Promise<{ token: string; expiresAt: Date }> {
  const { projectId, actorId, userId } = input;
  const token = randomToken(32);
  const tokenHash = await sha256Hex(token);
  const expiresAt = new Date(at.getTime() + resetMilliseconds);
  await transaction(sql, async (tx) => {
    await requireAction(tx, { projectId, userId: actorId, action: "manage_owners" });
    if (!isSafeId(userId) || !await selectMember(tx, projectId, userId)) throw notFound("Member");
    if (!await ownsEveryProjectOf(tx, actorId, userId)) {
      throw forbidden(
        'This person belongs to projects you do not own. Ask whoever runs the server for "deno task admin user:reset-password".',
      );
    }
    await replaceResetLink(tx, { tokenHash, userId, createdBy: actorId, at, expiresAt });
  });
  return { token, expiresAt };
}

/**
 * Whose password a reset link is for.
 *
 * @throws AppError 403 when the link was used, has expired or never existed
 */
export async function openResetLink(
  db: Db,
  token: string,
  at: Date = now(),
): Promise<{ email: string }> {
  const link = await selectResetLink(db, await sha256Hex(token), at);
  if (!link) throw linkOver();
  return { email: link.email };
}

/**
 * Sets the password by a reset link; every sign-in and every other link of the person ends.
 *
 * @throws AppError 400 for a bad password, 403 for a link that is over or whose maker lost the right
 */
export async function redeemResetLink(
  context: AccessContext,
  input: { token: string; password: string },
  at: Date = now(),
): Promise<{ email: string }> {
  const tokenHash = await sha256Hex(String(input.token));
  const { password } = input;
  return await transaction(context.sql, async (tx) => {
    const link = await selectResetLink(tx, tokenHash, at);
    if (!link || !await deleteResetLink(tx, tokenHash)) throw linkOver();
    if (link.createdBy && !await ownsEveryProjectOf(tx, link.createdBy, link.userId)) {
      throw linkOver();
    }
    await context.accounts.setPassword({ userId: link.userId, password }, tx, at);
    return { email: link.email };
  });
}

function linkOver(): AppError {
  return new AppError("This link was used or has expired. Ask for a new one.", {
    code: "link_used",
    status: 403,
  });
}
