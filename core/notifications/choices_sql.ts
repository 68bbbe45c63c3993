import type { Role } from "../access/mod.ts";
import type { Db } from "../db/mod.ts";
import type { NotificationKind } from "./notifications_model.ts";

/** A member, and what they chose for a kind; null where they chose nothing. */
export interface MemberChoice {
  user_id: string;
  role: Role;
  in_dashboard: boolean | null;
  by_mail: boolean | null;
}

/** The active members of a project with their choice for one kind. */
export async function selectMemberChoices(
  sql: Db,
  projectId: string,
  kind: NotificationKind,
  userId: string | null = null,
): Promise<MemberChoice[]> {
  return await sql<MemberChoice[]>`
    select m.user_id, m.role, c.in_dashboard, c.by_mail
    from project_members m
    left join notification_choices c
      on c.project_id = m.project_id and c.user_id = m.user_id and c.kind = ${kind}
    where m.project_id = ${projectId} and m.deactivated_at is null
      ${userId === null ? sql`` : sql`and m.user_id = ${userId}`}
    order by m.user_id`;
}

/** What a person chose in a project. */
export async function selectChoices(
  sql: Db,
  projectId: string,
  userId: string,
): Promise<{ kind: NotificationKind; in_dashboard: boolean; by_mail: boolean }[]> {
  return await sql<{ kind: NotificationKind; in_dashboard: boolean; by_mail: boolean }[]>`
    select kind, in_dashboard, by_mail from notification_choices
    where project_id = ${projectId} and user_id = ${userId}`;
}

/** Stores what a person chooses for one kind. */
export async function upsertChoice(
  sql: Db,
  projectId: string,
  userId: string,
  kind: NotificationKind,
  choice: { inDashboard: boolean; byMail: boolean },
): Promise<void> {
  await sql`
    insert into notification_choices (project_id, user_id, kind, in_dashboard, by_mail)
    values (${projectId}, ${userId}, ${kind}, ${choice.inDashboard}, ${choice.byMail})
    on conflict (project_id, user_id, kind)
    do update set in_dashboard = excluded.in_dashboard, by_mail = excluded.by_mail`;
}
