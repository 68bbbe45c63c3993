import { roleOf } from "../access/mod.ts";
import { now } from "../clock.ts";
import type { Secret } from "../crypto.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { newId } from "../id.ts";
import { enqueue, type JobContext, PermanentJobError } from "../jobs/mod.ts";
import { log } from "../log.ts";
import { choicesOf } from "./choices.ts";
import { composeMail } from "./compose.ts";
import { type Mailer, MailFailure } from "./mailer.ts";
import { gatherMail, moveMail, selectMail, selectMailed, subjectsToMail } from "./mails_sql.ts";
import { unsubscribeUrl } from "./unsubscribe.ts";

/** A person gets at most one mail of a kind in this time; what comes meanwhile is in the next one. */
const PAUSE_MILLISECONDS = 10 * 60_000;
/** The most things one mail lists. */
const LISTED = 25;
const ATTEMPTS = 10;

/** What sending stands on. */
export interface MailContext {
  sql: Sql;
  secret: Secret;
  /** Null: no mail server is configured. */
  mailer: Mailer | null;
}

/** Makes mails of what waits, for everybody whose pause is over, and queues them to be sent. */
export async function gatherMails(sql: Sql, at: Date = now()): Promise<void> {
  const since = new Date(at.getTime() - PAUSE_MILLISECONDS);
  for (const subject of await subjectsToMail(sql, since)) {
    await transaction(sql, async (tx) => {
      const id = newId("mail", at);
      if (!await gatherMail(tx, subject, id, since, at)) return;
      await enqueue(tx, subject.project_id, {
        kind: "notifications.mail",
        payload: { mailId: id },
        maxAttempts: ATTEMPTS,
      });
    });
  }
}

/**
 * Sends a mail. "Sending" is stored before the server is called: whoever finds it there, after a crash,
 * cannot know whether the mail went out, and leaves it. So nobody gets anything twice. One mail at a
 * time in a process, so that a process that is killed leaves one in doubt and not many.
 *
 * @throws {MailFailure} when it was certainly not taken, to be tried again later
 */
export function sendMail(context: MailContext, job: JobContext): Promise<void> {
  const sent = lastSent.then(() => sendOne(context, job));
  lastSent = sent.catch(() => {});
  return sent;
}

let lastSent: Promise<void> = Promise.resolve();

async function sendOne(context: MailContext, job: JobContext): Promise<void> {
  const { sql, secret, mailer } = context;
  const { projectId } = job;
  const mailId: string = job.payload.mailId;
  const mail = await selectMail(sql, projectId, mailId);
  if (!mail) return;
  const move = (from: string[], to: string, change = {}) =>
    moveMail(sql, projectId, mailId, from, to, change);
  if (mail.status === "sending") {
    const error = "The process ended while it was sent. Nobody knows whether it went out.";
    if (await move(["sending"], "uncertain", { error })) log.warn(error, { mail_id: mailId });
    return;
  }
  if (mail.status !== "queued") return;
  if (!mailer) throw new PermanentJobError("No mail server is configured. Set SMTP_URL.");
  const { rows, total } = await selectMailed(sql, projectId, mailId, LISTED);
  const isWanted = await roleOf(sql, projectId, mail.user_id) !== null &&
    (await choicesOf(sql, projectId, mail.user_id))[mail.kind].byMail;
  if (rows.length === 0 || !isWanted) return void await move(["queued"], "empty");
  const stop = await unsubscribeUrl(secret, mailer.publicUrl, {
    projectId,
    userId: mail.user_id,
    kind: mail.kind,
  });
  const composed = composeMail(projectId, mail, rows, total, mailer.publicUrl, stop);
  if (!await move(["queued"], "sending")) return;
  try {
    await mailer.send(composed);
  } catch (thrown) {
    if (!(thrown instanceof MailFailure)) throw thrown;
    const error = thrown.message;
    if (thrown.outcome === "uncertain") {
      log.warn("Nobody knows whether a mail went out", { mail_id: mailId, reason: error });
      return void await move(["sending"], "uncertain", { error });
    }
    await move(["sending"], thrown.outcome === "refused" ? "failed" : "queued", { error });
    if (thrown.outcome === "refused") throw new PermanentJobError(error);
    throw thrown;
  }
  // Also when another process has meanwhile declared it uncertain: here it is known.
  await move(["sending", "uncertain"], "sent", { sentAt: now() });
}

/** What is left to do when a mail's job has failed for good. */
export async function giveMailUp(sql: Sql, job: JobContext, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message.slice(0, 500) : "";
  await moveMail(sql, job.projectId, job.payload.mailId, ["queued"], "failed", { error: reason });
}
