import type { Db } from "../db/mod.ts";
import type { Role } from "./roles.ts";

/** An invitation nobody has accepted yet. */
export interface Invitation {
  id: string;
  email: string;
  role: Role;
  /** Who made it; null for the operator. */
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** What an invitation link leads to. */
export interface OpenInvitation {
  projectId: string;
  id: string;
  projectName: string;
  email: string;
  role: Role;
  expiresAt: Date;
}

/** Adds an invitation; an earlier one for the same address is revoked. */
export async function replaceInvitation(
  tx: Db,
  invitation: {
    projectId: string;
    id: string;
    email: string;
    role: Role;
    tokenHash: string;
    invitedBy: string | null;
    at: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx`
    update project_invitations set revoked_at = ${invitation.at}
    where project_id = ${invitation.projectId} and email = ${invitation.email}
      and accepted_at is null and revoked_at is null`;
  await tx`
    insert into project_invitations
      (project_id, id, email, role, token_hash, invited_by, created_at, expires_at)
    values (
      ${invitation.projectId}, ${invitation.id}, ${invitation.email}, ${invitation.role},
      ${invitation.tokenHash}, ${invitation.invitedBy}, ${invitation.at}, ${invitation.expiresAt}
    )`;
}

/** The invitations of a project that can still be accepted, newest first. */
export async function selectInvitations(
  db: Db,
  projectId: string,
  at: Date,
): Promise<Invitation[]> {
  return await db<Invitation[]>`
    select i.id, i.email, i.role, u.name as "invitedBy", i.created_at as "createdAt",
      i.expires_at as "expiresAt"
    from project_invitations i left join user_accounts u on u.id = i.invited_by
    where i.project_id = ${projectId} and i.accepted_at is null and i.revoked_at is null
      and i.expires_at > ${at}
    order by i.created_at desc, i.id desc`;
}

/** The invitation behind a link, when it can still be accepted. */
export async function selectOpenInvitation(
  db: Db,
  tokenHash: string,
  at: Date,
): Promise<OpenInvitation | null> {
  const [row] = await db<OpenInvitation[]>`
    select i.project_id as "projectId", i.id, p.name as "projectName", i.email, i.role,
      i.expires_at as "expiresAt"
    from project_invitations i join projects p on p.id = i.project_id
    where i.token_hash = ${tokenHash} and i.accepted_at is null and i.revoked_at is null
      and i.expires_at > ${at}`;
  return row ?? null;
}

/** Marks an invitation as accepted; false when somebody was faster. */
export async function closeInvitation(
  tx: Db,
  projectId: string,
  invitationId: string,
  at: Date,
): Promise<boolean> {
  const rows = await tx`
    update project_invitations set accepted_at = ${at}
    where project_id = ${projectId} and id = ${invitationId}
      and accepted_at is null and revoked_at is null and expires_at > ${at}
    returning id`;
  return rows.length > 0;
}

/** Revokes an open invitation; the role it was for, or null when there is none. */
export async function revokeInvitationRow(
  tx: Db,
  projectId: string,
  invitationId: string,
  at: Date,
): Promise<{ role: Role } | null> {
  const [row] = await tx<{ role: Role }[]>`
    update project_invitations set revoked_at = ${at}
    where project_id = ${projectId} and id = ${invitationId}
      and accepted_at is null and revoked_at is null
    returning role`;
  return row ?? null;
}
