import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, forbidden, invalid, notFound } from "../errors.ts";
import { isSafeId } from "./identity.ts";
import {
  countOtherOwners,
  deleteMember,
  insertMember,
  lockMembers,
  type Member,
  type Membership,
  revokeInvitationsOf,
  selectMember,
  selectMembers,
  selectMemberships,
  updateMember,
} from "./members_sql.ts";
import { type Action, can, isRole, mayAssign, type Role, roles } from "./roles.ts";

/** Someone who changes a member, and the member. */
export interface MemberChange {
  projectId: string;
  /** Who does it. */
  actorId: string;
  /** To whom. */
  userId: string;
}

/** The members of a project: owners first, then by name. */
export async function listMembers(db: Db, projectId: string): Promise<Member[]> {
  return isSafeId(projectId) ? await selectMembers(db, projectId) : [];
}

/** The projects in which someone is an active member, by name. */
export async function projectsOfUser(db: Db, userId: string): Promise<Membership[]> {
  return await selectMemberships(db, userId);
}

/** The role someone plays in a project now; null for strangers and for members switched off. */
export async function roleOf(db: Db, projectId: string, userId: string): Promise<Role | null> {
  if (!isSafeId(projectId) || !isSafeId(userId)) return null;
  const member = await selectMember(db, projectId, userId);
  return member && !member.deactivatedAt ? member.role : null;
}

/**
 * The role of someone who must be allowed to do something. Asks the database every time, so that a
 * removed member is out with the next request.
 *
 * @throws AppError 404 for strangers (they learn nothing about the project), 403 for members whose
 * role is not enough
 */
export async function requireAction(
  db: Db,
  input: { projectId: string; userId: string; action: Action },
): Promise<Role> {
  const role = await roleOf(db, input.projectId, input.userId);
  if (role === null) throw notFound("Project");
  if (!can(role, input.action)) {
    throw forbidden(
      `Your role in this project is ${role}, which does not allow this. Ask an owner or admin.`,
    );
  }
  return role;
}

/**
 * Gives someone with an account a role in a project, on the operator's word.
 *
 * @throws AppError 404 for an unknown project, 409 when the person is a member already
 */
export async function addMember(
  db: Sql | Tx,
  input: { projectId: string; userId: string; role: Role },
  at: Date = now(),
): Promise<void> {
  const role = checkRole(input.role);
  await transaction(db, async (tx) => {
    if (!isSafeId(input.projectId) || !await lockMembers(tx, input.projectId)) {
      throw notFound("Project");
    }
    if (!await insertMember(tx, input.projectId, input.userId, role, at)) {
      throw conflict("This person is a member of the project already. Change the role instead.");
    }
  });
}

/**
 * Changes a member's role.
 *
 * @throws AppError 403 when the actor's role is not enough, 404 for strangers, 409 for the last owner
 */
export async function changeRole(
  sql: Sql,
  input: MemberChange & { role: Role },
  at: Date = now(),
): Promise<void> {
  const role = checkRole(input.role);
  await changeMember(sql, input, async (tx, member) => {
    if (!mayAssign(member.actorRole, role)) throw notYours(member.actorRole);
    if (member.role === "owner" && role !== "owner") await keepAnOwner(tx, input);
    await updateMember(tx, input.projectId, input.userId, role, member.deactivatedAt, at);
    if (!can(role, "manage_members")) {
      await revokeInvitationsOf(tx, input.projectId, input.userId, at);
    }
  });
}

/**
 * Switches a member off (no access from the next request on) or on again.
 *
 * @throws AppError 403 when the actor's role is not enough, 404 for strangers, 409 for the last owner
 */
export async function setMemberActive(
  sql: Sql,
  input: MemberChange & { active: boolean },
  at: Date = now(),
): Promise<void> {
  await changeMember(sql, input, async (tx, member) => {
    if (!input.active && member.role === "owner") await keepAnOwner(tx, input);
    const since = input.active ? null : member.deactivatedAt ?? at;
    await updateMember(tx, input.projectId, input.userId, member.role, since, at);
    if (!input.active) await revokeInvitationsOf(tx, input.projectId, input.userId, at);
  });
}

/**
 * Removes a member, or lets the actor leave. The invitations they made and that nobody has accepted
 * go with them.
 *
 * @throws AppError 403 when the actor's role is not enough, 404 for strangers, 409 for the last owner
 */
export async function removeMember(
  sql: Sql,
  input: MemberChange,
  at: Date = now(),
): Promise<void> {
  await changeMember(sql, input, async (tx, member) => {
    if (member.role === "owner") await keepAnOwner(tx, input);
    await revokeInvitationsOf(tx, input.projectId, input.userId, at);
    await deleteMember(tx, input.projectId, input.userId);
  }, { leaving: input.actorId === input.userId });
}

/**
 * The role named by `value`.
 *
 * @throws AppError 400 that lists the roles
 */
export function checkRole(value: unknown, field = "role"): Role {
  if (isRole(value)) return value;
  throw invalid(field, `Unknown role. Use one of: ${roles.join(", ")}.`);
}

interface Target {
  role: Role;
  deactivatedAt: Date | null;
  actorRole: Role;
}

/** Checks both people under the project's lock, so that two changes cannot pass each other. */
async function changeMember(
  sql: Sql,
  input: MemberChange,
  work: (tx: Tx, member: Target) => Promise<void>,
  options: { leaving?: boolean } = {},
): Promise<void> {
  if (![input.projectId, input.actorId, input.userId].every(isSafeId)) throw notFound("Member");
  await transaction(sql, async (tx) => {
    if (!await lockMembers(tx, input.projectId)) throw notFound("Project");
    const actorRole = await roleOf(tx, input.projectId, input.actorId);
    if (actorRole === null) throw notFound("Project");
    const member = await selectMember(tx, input.projectId, input.userId);
    if (!member) throw notFound("Member");
    if (!options.leaving && !mayAssign(actorRole, member.role)) throw notYours(actorRole);
    await work(tx, { ...member, actorRole });
  });
}

async function keepAnOwner(tx: Tx, input: MemberChange): Promise<void> {
  if (await countOtherOwners(tx, input.projectId, input.userId) === 0) {
    throw conflict("This is the project's last owner. Make someone else an owner first.");
  }
}

function notYours(role: Role) {
  return forbidden(
    can(role, "manage_members")
      ? "Only an owner may change owners. Ask an owner of the project."
      : `Your role in this project is ${role}, which does not allow this. Ask an owner or admin.`,
  );
}
