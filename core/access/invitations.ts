import { now } from "../clock.ts";
import { sha256Hex } from "../crypto.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError, conflict, forbidden, notFound } from "../errors.ts";
import { newId, randomToken } from "../id.ts";
import { addUser } from "./accounts.ts";
import { selectUserByEmail, type User } from "./accounts_sql.ts";
import { cleanEmail, cleanName, isSafeId } from "./identity.ts";
import {
  closeInvitation,
  type Invitation,
  type OpenInvitation,
  replaceInvitation,
  revokeInvitationRow,
  selectInvitations,
  selectOpenInvitation,
} from "./invitations_sql.ts";
import { checkRole, requireAction } from "./members.ts";
import { insertMember, lockMembers, selectMember } from "./members_sql.ts";
import { mayAssign, type Role } from "./roles.ts";
import type { AccessContext } from "./setup.ts";

/** How long an invitation can be accepted, in milliseconds. */
export const invitationMilliseconds = 7 * 24 * 3600_000;
/** How many open invitations a project may have. */
export const invitationsPerProject = 200;

/**
 * Invites an e-mail address to a project. The token is shown once, for the link; an earlier
 * invitation of the same address ends.
 *
 * @param input.actorId who invites; null for the operator
 * @throws AppError 400 for a bad address or role, 403 when the actor may not give that role, 404 for
 * strangers, 409 when the person is a member or too many invitations are open
 */
export async function createInvitation(
  sql: Sql,
  input: { projectId: string; actorId: string | null; email: string; role: Role },
  at: Date = now(),
): Promise<{ id: string; token: string; email: string; expiresAt: Date }> {
  const email = cleanEmail(input.email);
  const role = checkRole(input.role);
  const { projectId, actorId } = input;
  const id = newId("inv", at);
  const token = randomToken(32);
  const tokenHash = await sha256Hex(token);
  const expiresAt = new Date(at.getTime() + invitationMilliseconds);
  await transaction(sql, async (tx) => {
    if (!isSafeId(projectId) || !await lockMembers(tx, projectId)) throw notFound("Project");
    if (actorId !== null) {
      const userId = actorId;
      const actor = await requireAction(tx, { projectId, userId, action: "manage_members" });
      if (!mayAssign(actor, role)) throw forbidden("Only an owner may invite owners.");
    }
    const user = await selectUserByEmail(tx, email);
    const member = user && await selectMember(tx, projectId, user.id);
    if (member) {
      throw conflict(
        member.deactivatedAt
          ? "This person is a member who is switched off. Switch them on again instead."
          : "This person is a member of the project already.",
      );
    }
    if ((await selectInvitations(tx, projectId, at)).length >= invitationsPerProject) {
      throw conflict(
        `The project has ${invitationsPerProject} open invitations. Revoke some of them first.`,
      );
    }
    await replaceInvitation(tx, {
      projectId,
      id,
      email,
      role,
      tokenHash,
      invitedBy: actorId,
      at,
      expiresAt,
    });
  });
  return { id, token, email, expiresAt };
}

/** The invitations of a project that can still be accepted, newest first. */
export async function listInvitations(
  db: Db,
  projectId: string,
  at: Date = now(),
): Promise<Invitation[]> {
  return isSafeId(projectId) ? await selectInvitations(db, projectId, at) : [];
}

/**
 * Takes an invitation back; its link stops at once.
 *
 * @throws AppError 403 when the actor's role is not enough, 404 when there is no such open invitation
 */
export async function revokeInvitation(
  sql: Sql,
  input: { projectId: string; actorId: string; invitationId: string },
  at: Date = now(),
): Promise<void> {
  const { projectId, actorId: userId, invitationId } = input;
  await transaction(sql, async (tx) => {
    const actor = await requireAction(tx, { projectId, userId, action: "manage_members" });
    const revoked = isSafeId(invitationId)
      ? await revokeInvitationRow(tx, projectId, invitationId, at)
      : null;
    if (!revoked) throw notFound("Invitation");
    if (!mayAssign(actor, revoked.role)) throw forbidden("Only an owner may revoke this.");
  });
}

/**
 * What an invitation link leads to, and whether the invited address has an account: then it is
 * accepted signed in, otherwise by choosing a password.
 *
 * @throws AppError 403 when the link was used, was revoked, has expired or never existed
 */
export async function openInvitation(
  db: Db,
  token: string,
  at: Date = now(),
): Promise<OpenInvitation & { hasAccount: boolean }> {
  const invitation = await selectOpenInvitation(db, await sha256Hex(token), at);
  if (!invitation) throw linkOver();
  return { ...invitation, hasAccount: await selectUserByEmail(db, invitation.email) !== null };
}

/**
 * Accepts an invitation as someone without an account: the account gets the invited address.
 *
 * @throws AppError 400 for a bad name or password, 403 for a link that is over, 409 when the address
 * has an account
 */
export async function acceptAsNewUser(
  context: AccessContext,
  input: { token: string; name: string; password: string },
  at: Date = now(),
): Promise<{ user: User; projectId: string }> {
  const invitation = await openInvitation(context.sql, String(input.token), at);
  const name = cleanName(input.name, "name", "The name");
  if (invitation.hasAccount) {
    throw conflict("You have an account with this e-mail address. Sign in to accept.");
  }
  const { email } = invitation;
  const prepared = await context.accounts.prepareUser({ email, name, password: input.password });
  return await transaction(context.sql, async (tx) => {
    await close(tx, invitation, at);
    const user = await addUser(tx, prepared, at);
    await insertMember(tx, invitation.projectId, user.id, invitation.role, at);
    return { user, projectId: invitation.projectId };
  });
}

/**
 * Accepts an invitation as the person who is signed in; only with the invited address.
 *
 * @throws AppError 403 for a link that is over or meant for another address, 409 for members
 */
export async function acceptAsUser(
  sql: Sql,
  input: { token: string; user: User },
  at: Date = now(),
): Promise<{ projectId: string }> {
  const invitation = await openInvitation(sql, String(input.token), at);
  if (invitation.email !== input.user.email) {
    throw forbidden(
      `This invitation is for ${invitation.email}, and you are signed in as ${input.user.email}. Sign out and use the other account, or ask for a new invitation.`,
    );
  }
  const { projectId, role } = invitation;
  await transaction(sql, async (tx) => {
    await close(tx, invitation, at);
    if (!await insertMember(tx, projectId, input.user.id, role, at)) {
      throw conflict("You are a member of this project already.");
    }
  });
  return { projectId };
}

/** Uses an invitation up, under the project's lock: whoever made it may be removed at this moment. */
async function close(tx: Tx, invitation: OpenInvitation, at: Date): Promise<void> {
  await lockMembers(tx, invitation.projectId);
  if (!await closeInvitation(tx, invitation.projectId, invitation.id, at)) throw linkOver();
}

function linkOver(): AppError {
  return new AppError(
    "This invitation was used, was taken back or has expired. Ask for a new one.",
    { code: "link_used", status: 403 },
  );
}
