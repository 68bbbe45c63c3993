import {
  changeRole,
  createInvitation,
  createResetLink,
  listMembers,
  removeMember,
  revokeInvitation,
  type Role,
  setMemberActive,
  type User,
} from "../../../../../../core/access/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { invalid, notFound } from "../../../../../../core/errors.ts";
import type { Form } from "../../../../../(_common)/form.ts";
import type { HandOver } from "./hand_over.tsx";

/** What became of a form of the members page. */
export interface MembersChange {
  /** A sentence that says what was done. */
  notice?: string;
  /** A link to show, once. */
  handOver?: HandOver;
  /** Whether the sender left the project. */
  left?: boolean;
}

/**
 * Does what a button of the members page says. Each change checks the sender's role in its own
 * transaction.
 *
 * @throws {AppError} 400 for bad values, 403 when the sender's role is not enough, 404 for an unknown
 * member or invitation, 409 for the last owner and for people who are members already
 */
export async function changeMembers(
  sql: Sql,
  projectId: string,
  actor: User,
  form: Form,
): Promise<MembersChange> {
  const actorId = actor.id;
  const userId = form.text("user");
  const role = form.text("role") as Role;
  const change = { projectId, actorId, userId };
  switch (form.text("do")) {
    case "invite": {
      const { token, email, expiresAt } = await createInvitation(sql, {
        projectId,
        actorId,
        email: form.text("email"),
        role,
      });
      return { handOver: { kind: "invite", token, whom: email, expiresAt } };
    }
    case "revoke":
      await revokeInvitation(sql, { projectId, actorId, invitationId: form.text("invitation") });
      return { notice: "Invitation taken back. Its link has ended." };
    case "role":
      await changeRole(sql, { ...change, role });
      return { notice: `${await nameOf(sql, projectId, userId)} is now ${role}.` };
    case "off":
    case "on": {
      const active = form.text("do") === "on";
      await setMemberActive(sql, { ...change, active });
      const name = await nameOf(sql, projectId, userId);
      return { notice: `${name} is switched ${active ? "on again" : "off"}.` };
    }
    case "remove": {
      if (userId === actorId) {
        await removeMember(sql, change);
        return { left: true };
      }
      const name = await nameOf(sql, projectId, userId);
      await removeMember(sql, change);
      return { notice: `${name} is no longer a member.` };
    }
    case "reset": {
      const { token, expiresAt } = await createResetLink(sql, change);
      const whom = await nameOf(sql, projectId, userId);
      return { handOver: { kind: "reset", token, whom, expiresAt } };
    }
    default:
      throw invalid("do", "The page does not know this action. Reload it and try again.");
  }
}

async function nameOf(sql: Sql, projectId: string, userId: string): Promise<string> {
  const members = await listMembers(sql, projectId);
  const member = members.find((one) => one.userId === userId);
  if (!member) throw notFound("Member");
  return member.name;
}
