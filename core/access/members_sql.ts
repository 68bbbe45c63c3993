import type { Db } from "../db/mod.ts";
import type { Role } from "./roles.ts";

/** Someone who belongs to a project. */
export interface Member {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** Set while the member is switched off: no access, everything else stays. */
  deactivatedAt: Date | null;
  createdAt: Date;
}

/** A project someone belongs to. */
export interface Membership {
  projectId: string;
  projectName: string;
  role: Role;
}

/** Makes changes to the members of one project wait for each other, until the transaction ends. */
export async function lockMembers(tx: Db, projectId: string): Promise<boolean> {
  const rows = await tx`select id from projects where id = ${projectId} for no key update`;
  return rows.length > 0;
}

/** The members of a project: owners first, then by name. */
export async function selectMembers(db: Db, projectId: string): Promise<Member[]> {
  return await db<Member[]>`
    select m.user_id as "userId", u.name, u.email, m.role, m.deactivated_at as "deactivatedAt",
      m.created_at as "createdAt"
    from project_members m join user_accounts u on u.id = m.user_id
    where m.project_id = ${projectId}
    order by array_position(array['owner', 'admin', 'member', 'viewer'], m.role), u.name, u.id`;
}

/** One member, switched off or not. */
export async function selectMember(
  db: Db,
  projectId: string,
  userId: string,
): Promise<{ role: Role; deactivatedAt: Date | null } | null> {
  const [row] = await db<{ role: Role; deactivatedAt: Date | null }[]>`
    select role, deactivated_at as "deactivatedAt" from project_members
    where project_id = ${projectId} and user_id = ${userId}`;
  return row ?? null;
}

/** The projects in which someone is an active member, by name. */
export async function selectMemberships(db: Db, userId: string): Promise<Membership[]> {
  return await db<Membership[]>`
    select m.project_id as "projectId", p.name as "projectName", m.role
    from project_members m join projects p on p.id = m.project_id
    where m.user_id = ${userId} and m.deactivated_at is null
    order by lower(p.name), p.id`;
}

/** Adds a member; false when the person is one already. */
export async function insertMember(
  db: Db,
  projectId: string,
  userId: string,
  role: Role,
  at: Date,
): Promise<boolean> {
  const rows = await db`
    insert into project_members (project_id, user_id, role, created_at, updated_at)
    values (${projectId}, ${userId}, ${role}, ${at}, ${at})
    on conflict (project_id, user_id) do nothing returning user_id`;
  return rows.length > 0;
}

/** Changes a member's role, or switches the member off or on. */
export async function updateMember(
  db: Db,
  projectId: string,
  userId: string,
  role: Role,
  deactivatedAt: Date | null,
  at: Date,
): Promise<void> {
  await db`
    update project_members
    set role = ${role}, deactivated_at = ${deactivatedAt}, updated_at = ${at}
    where project_id = ${projectId} and user_id = ${userId}`;
}

/** Removes a member. */
export async function deleteMember(db: Db, projectId: string, userId: string): Promise<void> {
  await db`delete from project_members where project_id = ${projectId} and user_id = ${userId}`;
}

/** How many active owners a project has, apart from one person. */
export async function countOtherOwners(
  db: Db,
  projectId: string,
  userId: string,
): Promise<number> {
  const [row] = await db<{ count: number }[]>`
    select count(*)::int as count from project_members
    where project_id = ${projectId} and user_id <> ${userId}
      and role = 'owner' and deactivated_at is null`;
  return row!.count;
}

/** Makes someone the owner of every project that has no owner; the projects' ids, oldest first. */
export async function adoptOrphanedProjects(db: Db, userId: string, at: Date): Promise<string[]> {
  const rows = await db<{ id: string }[]>`
    with orphaned as (
      select p.id, p.created_at from projects p
      where not exists (
        select from project_members m where m.project_id = p.id and m.role = 'owner'
      )
    ), adopted as (
      insert into project_members (project_id, user_id, role, created_at, updated_at)
      select id, ${userId}, 'owner', ${at}, ${at} from orphaned
      on conflict (project_id, user_id) do update set role = 'owner', deactivated_at = null
    )
    select id from orphaned order by created_at, id`;
  return rows.map((row) => row.id);
}

/** Revokes the open invitations someone made in a project. */
export async function revokeInvitationsOf(
  db: Db,
  projectId: string,
  userId: string,
  at: Date,
): Promise<void> {
  await db`
    update project_invitations set revoked_at = ${at}
    where project_id = ${projectId} and invited_by = ${userId}
      and accepted_at is null and revoked_at is null`;
}
