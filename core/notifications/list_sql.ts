import type { Db } from "../db/mod.ts";
import type { Fragment } from "./mails_sql.ts";
import type { NotificationRow } from "./notifications_model.ts";

/** Columns and joins of {@link NotificationRow} for notifications under the alias `n`. */
export function notificationRows(sql: Db): Fragment {
  return sql`
    select n.position::text, n.kind, n.created_at, n.read_at, t.session_id, s.name as session_name,
      coalesce(c.name, c.email) as contact_name, s.needs_human, t.issue_id, i.title as issue_title,
      t.connection_id, x.name as connection_name, x.status as connection_status,
      x.status_message as connection_message, t.webhook_id, w.url as webhook_url,
      w.status as webhook_status, w.disabled_by as webhook_disabled_by, t.data
    from notifications n
    join notification_things t on t.project_id = n.project_id and t.position = n.position
    left join sessions s on s.project_id = t.project_id and s.id = t.session_id
    left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    left join issues i on i.project_id = t.project_id and i.id = t.issue_id
    left join connections x on x.project_id = t.project_id and x.id = t.connection_id
    left join webhook_endpoints w on w.project_id = t.project_id and w.id = t.webhook_id`;
}

/** A person's notifications in the dashboard, the newest first. */
export async function selectNotifications(
  sql: Db,
  projectId: string,
  userId: string,
  page: { before: string | null; limit: number; isUnread: boolean },
): Promise<NotificationRow[]> {
  const rows = await sql<NotificationRow[]>`
    ${notificationRows(sql)}
    where n.project_id = ${projectId} and n.user_id = ${userId} and n.in_dashboard
      ${page.before === null ? sql`` : sql`and n.position < ${page.before}`}
      ${page.isUnread ? sql`and n.read_at is null` : sql``}
    order by n.position desc limit ${page.limit}`;
  return [...rows];
}

/** One notification of a person, or null. */
export async function selectNotification(
  sql: Db,
  projectId: string,
  userId: string,
  position: string,
): Promise<NotificationRow | null> {
  const [row] = await sql<NotificationRow[]>`
    ${notificationRows(sql)}
    where n.project_id = ${projectId} and n.user_id = ${userId} and n.position = ${position}
      and n.in_dashboard`;
  return row ?? null;
}

/** How many notifications of a person are unread, counted up to a limit. */
export async function countUnread(
  sql: Db,
  projectId: string,
  userId: string,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ amount: number }[]>`
    select count(*)::int as amount from (
      select from notifications
      where project_id = ${projectId} and user_id = ${userId} and in_dashboard and read_at is null
      limit ${limit}
    ) as unread`;
  return row!.amount;
}

/** Marks a person's notifications as read; one, or all up to a position. */
export async function setRead(
  sql: Db,
  projectId: string,
  userId: string,
  which: { position: string } | { upTo: string },
  at: Date,
): Promise<number> {
  const result = await sql`
    update notifications set read_at = ${at}
    where project_id = ${projectId} and user_id = ${userId} and in_dashboard and read_at is null
      ${
    "upTo" in which ? sql`and position <= ${which.upTo}` : sql`and position = ${which.position}`
  }`;
  return result.count;
}
