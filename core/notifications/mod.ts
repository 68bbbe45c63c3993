/** Notifications: what people are told of, in the dashboard and by e-mail. */
export { choicesOf, choose, endMails } from "./choices.ts";
export { durationText } from "./compose.ts";
export { makeDigests } from "./digest.ts";
export { forgetOldNotifications, keepNotifications, notificationJobs } from "./keep.ts";
export {
  listNotifications,
  type Notification,
  type NotificationPage,
  openNotification,
  readAll,
  UNREAD_CAP,
  unreadCount,
} from "./list.ts";
export { createMailer, type Mail, type Mailer } from "./mailer.ts";
export type { MailContext } from "./mails.ts";
export {
  type Choice,
  isKind,
  kindTexts,
  NOTIFICATION_KINDS,
  type NotificationKind,
} from "./notifications_model.ts";
export { openUnsubscription, type Unsubscription } from "./unsubscribe.ts";
