import { now } from "../clock.ts";
import type { Db } from "../db/mod.ts";
import { notFound } from "../errors.ts";
import { countUnread, selectNotification, selectNotifications, setRead } from "./list_sql.ts";
import { type NotificationKind, tell, type Told } from "./notifications_model.ts";

/** The bell counts no further than this. */
export const UNREAD_CAP = 100;
const PAGE = 50;

/** A notification as its list shows it. */
export interface Notification extends Told {
  position: string;
  kind: NotificationKind;
  createdAt: Date;
  isRead: boolean;
}

/** A page of a person's notifications in a project, the newest first. */
export interface NotificationPage {
  notifications: Notification[];
  /** Give it back to go on; null at the end. */
  nextBefore: string | null;
}

/**
 * A person's notifications in a project.
 *
 * @param before where the page before ended
 */
export async function listNotifications(
  sql: Db,
  projectId: string,
  userId: string,
  options: { before?: string | null; isUnread?: boolean } = {},
): Promise<NotificationPage> {
  const before = isPosition(options.before) ? options.before : null;
  const isUnread = options.isUnread ?? false;
  const page = { before, isUnread, limit: PAGE + 1 };
  const rows = await selectNotifications(sql, projectId, userId, page);
  const notifications = rows.slice(0, PAGE).map((row) => ({
    position: row.position,
    kind: row.kind,
    createdAt: row.created_at,
    isRead: row.read_at !== null,
    ...tell(projectId, row),
  }));
  return {
    notifications,
    nextBefore: rows.length > PAGE ? notifications.at(-1)!.position : null,
  };
}

/** How many a person has not read, at most {@link UNREAD_CAP}. */
export async function unreadCount(sql: Db, projectId: string, userId: string): Promise<number> {
  return await countUnread(sql, projectId, userId, UNREAD_CAP);
}

/**
 * Marks a notification as read.
 *
 * @returns the path of the page it leads to
 * @throws {AppError} 404
 */
export async function openNotification(
  sql: Db,
  projectId: string,
  userId: string,
  position: string,
  at: Date = now(),
): Promise<string> {
  const row = isPosition(position)
    ? await selectNotification(sql, projectId, userId, position)
    : null;
  if (!row) throw notFound("Notification");
  await setRead(sql, projectId, userId, { position }, at);
  return tell(projectId, row).path;
}

/** Marks all notifications as read that were there when the page was made; how many. */
export async function readAll(
  sql: Db,
  projectId: string,
  userId: string,
  upTo: string,
  at: Date = now(),
): Promise<number> {
  return isPosition(upTo) ? await setRead(sql, projectId, userId, { upTo }, at) : 0;
}

function isPosition(text: string | null | undefined): text is string {
  return typeof text === "string" && /^\d{1,18}$/.test(text);
}
