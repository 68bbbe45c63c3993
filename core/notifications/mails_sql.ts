import type { Db, Sql, Tx } from "../db/mod.ts";
import { notificationRows } from "./list_sql.ts";
import type { NotificationKind, NotificationRow } from "./notifications_model.ts";

const piece = (sql: Db) => sql``;

/** A piece of SQL with its parameters. */
export type Fragment = ReturnType<typeof piece>;

/** What an e-mail would be gathered for. */
export interface MailSubject {
  project_id: string;
  user_id: string;
  kind: NotificationKind;
}

/** Who has something to be mailed and got no mail of the kind since a time; longest waiting first. */
export async function subjectsToMail(sql: Db, since: Date): Promise<MailSubject[]> {
  return await sql<MailSubject[]>`
    select n.project_id, n.user_id, n.kind from notifications n
    where n.mail_status = 'waiting' and not exists (
      select from notification_mails m
      where m.user_id = n.user_id and m.kind = n.kind and m.created_at > ${since})
    group by 1, 2, 3 order by min(n.created_at) limit 1000`;
}

/**
 * Makes one mail of all that waits for a person in a project; nothing when they got one of the kind
 * since a time. What they have read in the dashboard meanwhile is left out.
 *
 * @returns whether there is a mail now
 */
export async function gatherMail(
  tx: Tx,
  { project_id, user_id, kind }: MailSubject,
  mailId: string,
  since: Date,
  at: Date,
): Promise<boolean> {
  // One process at a time for a person and a kind, in whatever project.
  await tx`select pg_advisory_xact_lock(hashtextextended(${`mail ${user_id} ${kind}`}, 0))`;
  const recent = await tx`
    select from notification_mails
    where user_id = ${user_id} and kind = ${kind} and created_at > ${since} limit 1`;
  if (recent.length > 0) return false;
  await tx`
    update notifications set mail_status = 'none'
    where project_id = ${project_id} and user_id = ${user_id} and kind = ${kind}
      and mail_status = 'waiting' and read_at is not null`;
  const gathered = await tx`
    update notifications set mail_status = 'gathered', mail_id = ${mailId}
    where project_id = ${project_id} and user_id = ${user_id} and kind = ${kind}
      and mail_status = 'waiting'`;
  if (gathered.count === 0) return false;
  await tx`
    insert into notification_mails (project_id, id, user_id, kind, created_at)
    values (${project_id}, ${mailId}, ${user_id}, ${kind}, ${at})`;
  return true;
}

/** A mail that is to be sent. */
export interface MailRow {
  id: string;
  user_id: string;
  kind: NotificationKind;
  project_name: string;
  email: string;
  name: string;
}

/** One mail with who gets it; null when there is none. */
export async function selectMail(
  sql: Sql,
  projectId: string,
  mailId: string,
): Promise<MailRow & { status: string } | null> {
  const [row] = await sql<(MailRow & { status: string })[]>`
    select m.id, m.user_id, m.kind, m.status, p.name as project_name, u.email, u.name
    from notification_mails m
    join projects p on p.id = m.project_id join user_accounts u on u.id = m.user_id
    where m.project_id = ${projectId} and m.id = ${mailId}`;
  return row ?? null;
}

/** What a mail tells of, oldest first; what was deleted meanwhile is gone from it. */
export async function selectMailed(
  sql: Sql,
  projectId: string,
  mailId: string,
  limit: number,
): Promise<{ rows: NotificationRow[]; total: number }> {
  const rows = await sql<NotificationRow[]>`
    ${notificationRows(sql)}
    where n.project_id = ${projectId} and n.mail_id = ${mailId}
    order by n.position desc limit ${limit}`;
  const [count] = await sql<{ total: number }[]>`
    select count(*)::int as total from notifications
    where project_id = ${projectId} and mail_id = ${mailId}`;
  return { rows: [...rows].reverse(), total: count!.total };
}

/**
 * Moves a mail from one status to another, if it is in one of the given ones.
 *
 * @returns whether it was
 */
export async function moveMail(
  sql: Sql,
  projectId: string,
  mailId: string,
  from: string[],
  to: string,
  change: { error?: string | null; sentAt?: Date } = {},
): Promise<boolean> {
  const result = await sql`
    update notification_mails
    set status = ${to}, error = ${change.error ?? null}, sent_at = ${change.sentAt ?? null}
    where project_id = ${projectId} and id = ${mailId} and status = any(${from}::text[])`;
  return result.count === 1;
}
