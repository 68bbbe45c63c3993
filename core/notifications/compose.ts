import { cleanText } from "../text.ts";
import type { Mail } from "./mailer.ts";
import type { MailRow } from "./mails_sql.ts";
import { type DigestData, kindTexts, type NotificationRow, tell } from "./notifications_model.ts";

/**
 * An e-mail in words: plain text, and the same as simple HTML in which everything is escaped.
 *
 * @param rows what it tells of
 * @param total how many things there are, listed or not
 */
export function composeMail(
  projectId: string,
  mail: MailRow,
  rows: NotificationRow[],
  total: number,
  publicUrl: string,
  unsubscribeUrl: string,
): Mail {
  const project = oneLine(mail.project_name);
  const told = rows.map((row) => tell(projectId, row));
  const items = told.map(({ title, text, path }) => ({
    title: oneLine(title),
    text: oneLine(text),
    url: publicUrl + path,
  }));
  const more = total > items.length ? `and ${total - items.length} more` : null;
  const figures = rows.filter(({ kind }) => kind === "digest").flatMap(({ data }) =>
    digestLines(data)
  );
  const subject = total === 1
    ? `${items[0]!.title} · ${project}`
    : `${kindTexts[mail.kind].title}: ${total} · ${project}`;
  const settings = `${publicUrl}/account/notifications`;
  const text = [
    ...items.flatMap(({ title, text, url }) => [title, ...(text ? [text] : []), url, ""]),
    ...(more ? [more, ""] : []),
    ...(figures.length > 0 ? [...figures, ""] : []),
    "--",
    `You get this as a member of ${project}.`,
    `Choose what you are told: ${settings}`,
    `No more e-mails like this one: ${unsubscribeUrl}`,
  ].join("\n");
  return {
    id: mail.id,
    to: { name: oneLine(mail.name), address: mail.email },
    subject: oneLine(subject).slice(0, 200),
    text,
    html: page(items, more, figures, project, settings, unsubscribeUrl),
    unsubscribeUrl,
  };
}

function page(
  items: { title: string; text: string; url: string }[],
  more: string | null,
  figures: string[],
  project: string,
  settings: string,
  unsubscribeUrl: string,
): string {
  const e = escapeHtml;
  const list = items.map(({ title, text, url }) =>
    `<p><a href="${e(url)}"><b>${e(title)}</b></a>${text ? `<br>${e(text)}` : ""}</p>`
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hissuno</title></head><body>',
    ...list,
    ...(more ? [`<p>${e(more)}</p>`] : []),
    ...(figures.length > 0
      ? [`<ul>${figures.map((line) => `<li>${e(line)}</li>`).join("")}</ul>`]
      : []),
    `<hr><p><small>You get this as a member of ${e(project)}.<br>`,
    `<a href="${e(settings)}">Choose what you are told</a> · `,
    `<a href="${e(unsubscribeUrl)}">No more e-mails like this one</a></small></p>`,
    "</body></html>",
  ].join("\n");
}

function digestLines(data: DigestData): string[] {
  const percent = (rate: number | null) => rate === null ? "none" : `${Math.round(rate * 100)} %`;
  return [
    `Sessions: ${data.sessions} (the week before: ${data.sessions_before})`,
    `Taken over by a person: ${percent(data.takeover_rate)}`,
    `Closed without a person: ${percent(data.resolution_rate)}`,
    `First answer, half of them within: ${durationText(data.answer_median)}`,
    ...data.top.map(({ name, sessions }) => `Named most: ${oneLine(name)} (${sessions})`),
    ...data.rising.map(({ name, sessions, before }) =>
      `Rising: ${oneLine(name)} (${sessions}, before ${before})`
    ),
  ];
}

/** Seconds as people say them. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return "none";
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** Without line ends: a name cannot add a line to a mail, nor a header. */
function oneLine(text: string): string {
  return cleanText(text).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
