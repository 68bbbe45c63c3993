// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A change of a webhook; what is left out stays. */
export interface WebhookUpdate {
  /** https, or http for a private host that the operator allows (HISSUNO_ALLOWED_HOSTS). */
  url?: string;
  description?: string;
  /** What is told; empty: all, also what comes later. */
  event_types?: (
    | "session.created"
    | "session.updated"
    | "session.closed"
    | "session.deleted"
    | "session.takeover"
    | "session.handback"
    | "message.created"
    | "message.updated"
    | "issue.created"
    | "issue.updated"
    | "issue.deleted"
    | "contact.created"
    | "sync.completed"
    | "sync.failed"
  )[];
  /** Narrows what is told of sessions and their messages; empty: any source. */
  sources?: string[];
  /** Narrows what is told of sessions and their messages; empty: any tag. */
  tags?: string[];
  /** Switched on, it is sent at once what waited for it. */
  status?: "enabled" | "disabled";
}
