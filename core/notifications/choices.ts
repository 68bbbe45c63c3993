import { roleOf } from "../access/mod.ts";
import { type Db, type Sql, transaction } from "../db/mod.ts";
import { notFound } from "../errors.ts";
import {
  type MemberChoice,
  selectChoices,
  selectMemberChoices,
  upsertChoice,
} from "./choices_sql.ts";
import {
  type Choice,
  defaultChoice,
  NOTIFICATION_KINDS,
  type NotificationKind,
} from "./notifications_model.ts";

/**
 * What a person hears of in a project, and where.
 *
 * @throws {AppError} 404 when they are no member
 */
export async function choicesOf(
  sql: Db,
  projectId: string,
  userId: string,
): Promise<Record<NotificationKind, Choice>> {
  const role = await roleOf(sql, projectId, userId);
  if (!role) throw notFound("Project");
  const chosen = await selectChoices(sql, projectId, userId);
  const choices = NOTIFICATION_KINDS.map((kind) => {
    const own = chosen.find((one) => one.kind === kind);
    const choice = own
      ? { inDashboard: own.in_dashboard, byMail: own.by_mail }
      : defaultChoice(kind, role);
    return [kind, choice];
  });
  return Object.fromEntries(choices);
}

/**
 * Stores what a person wants to hear of in a project.
 *
 * @throws {AppError} 404 when they are no member
 */
export async function choose(
  sql: Sql,
  projectId: string,
  userId: string,
  choices: Partial<Record<NotificationKind, Choice>>,
): Promise<void> {
  if (!await roleOf(sql, projectId, userId)) throw notFound("Project");
  await transaction(sql, async (tx) => {
    for (const kind of NOTIFICATION_KINDS) {
      const choice = choices[kind];
      if (choice) await upsertChoice(tx, projectId, userId, kind, choice);
    }
  });
}

/** What a member's row amounts to. */
export function choiceOf(member: MemberChoice, kind: NotificationKind): Choice {
  if (member.in_dashboard === null || member.by_mail === null) {
    return defaultChoice(kind, member.role);
  }
  return { inDashboard: member.in_dashboard, byMail: member.by_mail };
}

/** Ends the e-mails of one kind to a person; what they see in the dashboard stays. Nothing for strangers. */
export async function endMails(
  sql: Sql,
  projectId: string,
  userId: string,
  kind: NotificationKind,
): Promise<void> {
  await transaction(sql, async (tx) => {
    const [member] = await selectMemberChoices(tx, projectId, kind, userId);
    if (!member) return;
    const { inDashboard } = choiceOf(member, kind);
    await upsertChoice(tx, projectId, userId, kind, { inDashboard, byMail: false });
  });
}
