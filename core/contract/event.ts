/** What can happen in a project; each is written in the transaction of its change. */
export type EventType =
  | "session.created"
  | "session.updated"
  | "session.closed"
  | "session.takeover"
  | "session.deleted"
  | "message.created"
  | "message.updated"
  | "sync.updated"
  | "sync.completed"
  | "sync.failed"
  | "connection.updated"
  | "knowledge.updated"
  | "import.updated"
  | "evaluation.updated"
  | "issue.created"
  | "issue.updated"
  | "issue.deleted"
  | "contact.created"
  | "notification.created";

/** One event, as browsers, webhooks and the event feed receive it. */
export interface ProjectEvent {
  /** Opaque and ordered: give it back as `Last-Event-ID` to continue after it. */
  id: string;
  project_id: string;
  type: EventType;
  session_id: string | null;
  data: Record<string, unknown>;
  created_at: string;
}
