import type { EventType, ProjectEvent } from "../contract/mod.ts";
import { type EventPosition, parsePosition } from "../events/mod.ts";
import { eventId } from "./event_id.ts";

/** What other programs are told of, by webhook and by the feed of events, with what it means. */
export const publicEventTypes = {
  "session.created": "A conversation came in.",
  "session.updated": "Something about a conversation changed: name, tags, customer, status, links.",
  "session.closed": "A conversation was closed.",
  "session.deleted": "A conversation was deleted.",
  "session.takeover": "A person took a conversation over from the agent.",
  "session.handback": "A person gave a conversation back to the agent.",
  "message.created": "Messages were added to a conversation.",
  "message.updated": "A message was changed or removed.",
  "issue.created": "An issue was made.",
  "issue.updated": "An issue, or what it rests on, changed.",
  "issue.deleted": "An issue was deleted.",
  "contact.created": "A customer became known.",
  "sync.completed": "A sync of a source came through.",
  "sync.failed": "A sync of a source failed.",
} as const;

/** One of the types that other programs know. */
export type PublicEventType = keyof typeof publicEventTypes;

/** All of them, in the order in which they are shown. */
export const PUBLIC_EVENT_TYPES = Object.keys(publicEventTypes) as PublicEventType[];

/** Whether a text is the name of a type that other programs know. */
export function isPublicEventType(text: unknown): text is PublicEventType {
  return typeof text === "string" && Object.hasOwn(publicEventTypes, text);
}

/** An event as webhooks and the feed of events show it: what happened to what, by their ids. */
export interface PublicEvent {
  /** `evt_...`; the same by every way and at every try. */
  id: string;
  type: PublicEventType;
  /** RFC 3339. */
  created_at: string;
  data: Record<string, unknown>;
}

/**
 * The name by which others know what the log holds. A hand-back stands in the log as a takeover by
 * nobody; `core/webhooks/types_sql.ts` says the same in SQL.
 *
 * @returns null for what is only told to our own pages
 */
export function publicTypeOf(
  event: { type: EventType; data: Record<string, unknown> },
): PublicEventType | null {
  if (event.type === "session.takeover" && event.data.taken_over_by === null) {
    return "session.handback";
  }
  return isPublicEventType(event.type) ? event.type : null;
}

/**
 * An event of the log as others see it. Only what is named here goes out, so that a field added to
 * the log for our own pages does not become a promise. Holds ids, no content: who may read it fetches
 * it as it is then, and an erased customer is in no receiver's log.
 *
 * @returns null for what is only told to our own pages
 */
export function presentEvent(event: ProjectEvent): PublicEvent | null {
  const type = publicTypeOf(event);
  if (type === null) return null;
  return {
    id: publicIdOf(event),
    type,
    created_at: event.created_at,
    data: dataOf(type, event.session_id, event.data),
  };
}

/** The id under which others know an event of the log. */
export function publicIdOf(event: Pick<ProjectEvent, "id">): string {
  return eventId(parsePosition(event.id) as EventPosition);
}

function dataOf(
  type: PublicEventType,
  sessionId: string | null,
  data: Record<string, unknown>,
): Record<string, unknown> {
  switch (type) {
    case "session.created":
      return given({
        session_id: sessionId,
        source: data.source,
        status: data.status,
        message_count: data.message_count,
      });
    case "session.updated":
    case "session.deleted":
    case "session.handback":
      return { session_id: sessionId };
    case "session.closed":
      return given({ session_id: sessionId, closed_by: data.closed_by });
    case "session.takeover":
      return given({ session_id: sessionId, taken_over_by: data.taken_over_by });
    case "message.created":
      return given({ session_id: sessionId, first_sequence: data.from, last_sequence: data.to });
    case "message.updated":
      return given({ session_id: sessionId, message_id: data.message_id });
    case "issue.created":
    case "issue.deleted":
      return given({ issue_id: data.issue_id });
    case "issue.updated":
      return given({
        issue_id: data.issue_id,
        fields: data.fields,
        session_id: data.session_id,
        merged_from: data.merged_from,
      });
    case "contact.created":
      return given({ contact_id: data.contact_id });
    case "sync.completed":
    case "sync.failed":
      return given({ connection_id: data.connection_id, run_id: data.run_id });
  }
}

/** Without what the log does not know. */
function given(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
