import { can, type Role } from "../access/mod.ts";

/** What people can be told of. */
export const NOTIFICATION_KINDS = ["waiting", "issue", "attention", "digest"] as const;

/** One of these kinds. */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Where somebody wants to hear of a kind of things. */
export interface Choice {
  inDashboard: boolean;
  byMail: boolean;
}

/** Each kind as the settings name it. */
export const kindTexts: Record<NotificationKind, { title: string; meaning: string }> = {
  waiting: {
    title: "Waiting for a person",
    meaning: "A customer asks for a person, or the agent cannot go on.",
  },
  issue: { title: "New issue", meaning: "An issue was made, by somebody else or by the review." },
  attention: {
    title: "A connection or webhook needs attention",
    meaning:
      "A source refuses its credentials, and nothing is synced until they are entered again; or a webhook was switched off because its receiver fails.",
  },
  digest: { title: "Weekly digest", meaning: "Figures and issues of the week, on Monday morning." },
};

/** Whether a text is a kind. */
export function isKind(text: unknown): text is NotificationKind {
  return (NOTIFICATION_KINDS as readonly unknown[]).includes(text);
}

/** What somebody of that role hears of without having chosen: what they can do something about. */
export function defaultChoice(kind: NotificationKind, role: Role): Choice {
  switch (kind) {
    case "waiting":
      return { inDashboard: can(role, "write"), byMail: can(role, "write") };
    case "issue":
      return { inDashboard: true, byMail: false };
    case "attention": {
      const mayConnect = can(role, "manage_integrations");
      return { inDashboard: mayConnect, byMail: mayConnect };
    }
    case "digest":
      return { inDashboard: false, byMail: true };
  }
}

/** The figures of a week, as its digest keeps them. */
export interface DigestData {
  from: string;
  to: string;
  sessions: number;
  sessions_before: number;
  takeover_rate: number | null;
  resolution_rate: number | null;
  answer_median: number | null;
  top: { id: string; name: string; sessions: number }[];
  rising: { id: string; name: string; sessions: number; before: number }[];
}

/** A notification with what it is about, as it is known now. */
export interface NotificationRow {
  position: string;
  kind: NotificationKind;
  created_at: Date;
  read_at: Date | null;
  session_id: string | null;
  session_name: string | null;
  contact_name: string | null;
  needs_human: string | null;
  issue_id: string | null;
  issue_title: string | null;
  connection_id: string | null;
  connection_name: string | null;
  connection_status: string | null;
  connection_message: string | null;
  webhook_id: string | null;
  webhook_url: string | null;
  webhook_status: string | null;
  webhook_disabled_by: string | null;
  data: DigestData;
}

/** A notification in words, with the path of the page it leads to. */
export interface Told {
  title: string;
  text: string;
  path: string;
}

/** A notification in words. */
export function tell(projectId: string, row: NotificationRow): Told {
  const base = `/projects/${projectId}`;
  switch (row.kind) {
    case "waiting": {
      const who = row.contact_name ?? row.session_name ?? "A customer";
      return {
        title: `${short(who)} waits for a person`,
        text: row.needs_human ?? "Somebody has taken care of it.",
        path: `${base}/sessions/${row.session_id}`,
      };
    }
    case "issue":
      return {
        title: `New issue: ${short(row.issue_title ?? "")}`,
        text: "",
        path: `${base}/issues/${row.issue_id}`,
      };
    case "attention":
      if (row.webhook_id !== null) return tellWebhook(base, row);
      return {
        title: `${short(row.connection_name ?? "A connection")} needs attention`,
        text: row.connection_status === "needs_attention"
          ? row.connection_message ?? "Enter its credentials again."
          : "It works again.",
        path: `${base}/integrations/connections/${row.connection_id}`,
      };
    case "digest": {
      const { from, to, sessions } = row.data;
      return {
        title: `The week of ${from}: ${sessions} ${sessions === 1 ? "session" : "sessions"}`,
        text: row.data.top.length > 0
          ? `Most named: ${row.data.top.map(({ name }) => short(name)).join("; ")}`
          : "",
        path: `${base}/analytics?from=${from}&to=${to}`,
      };
    }
  }
}

function tellWebhook(base: string, row: NotificationRow): Told {
  const host = URL.parse(row.webhook_url ?? "")?.host ?? "";
  const why = row.webhook_disabled_by === "gone"
    ? "Its receiver answered 410 Gone."
    : "Its receiver failed for days.";
  return {
    title: `The webhook to ${short(host)} was switched off`,
    text: row.webhook_status === "disabled" ? why : "It is switched on again.",
    path: `${base}/integrations/webhooks/${row.webhook_id}`,
  };
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
