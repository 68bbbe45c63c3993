import { now } from "../clock.ts";
import type { JobHandlerOptions } from "../jobs/mod.ts";
import { gatherMails, giveMailUp, type MailContext, sendMail } from "./mails.ts";
import { spreadForgotten, spreadThing } from "./spread.ts";
import { deleteThingsBefore } from "./spread_sql.ts";

const KEPT_MILLISECONDS = 90 * 24 * 60 * 60_000;

/** The jobs of notifications: telling people of a thing, and sending mails. */
export function notificationJobs(context: MailContext): Record<string, JobHandlerOptions> {
  const { sql, mailer } = context;
  return {
    "notifications.spread": {
      async run({ projectId, payload }) {
        await spreadThing(sql, projectId, String(payload.position), mailer !== null);
        if (mailer) await gatherMails(sql);
      },
    },
    "notifications.mail": {
      run: (job) => sendMail(context, job),
      failed: (job, error) => giveMailUp(sql, job, error),
      backoffSeconds: 30,
    },
  };
}

/** What is done every minute: mails whose pause is over, and what was forgotten. */
export async function keepNotifications({ sql, mailer }: MailContext, at: Date = now()) {
  await spreadForgotten(sql, mailer !== null, at);
  if (mailer) await gatherMails(sql, at);
}

/** Forgets notifications after three months. */
export async function forgetOldNotifications({ sql }: Pick<MailContext, "sql">, at: Date = now()) {
  await deleteThingsBefore(sql, new Date(at.getTime() - KEPT_MILLISECONDS));
}
