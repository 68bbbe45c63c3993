// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Event } from "../types.ts";
import type { Pages } from "../../pages.ts";
import type { RequestOptions } from "../../options.ts";
import { Resource } from "../../resource.ts";

/** What `client.events.list` can be told. */
export interface ListEventsQuery {
  /** How many to answer at most. @default 25 */
  limit?: number;
  /** The last event you have; without it, from the oldest that is kept. */
  after?: string;
  /** Only these. */
  types?: (
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
}

/** What happened, by pull. `client.events`. */
export class EventsResource extends Resource {
  /**
   * List events.
   *
   * What happened in the project, oldest first, for 30 days: the same as webhooks are told.
   *
   * - `session.created`: A conversation came in.
   * - `session.updated`: Something about a conversation changed: name, tags, customer, status, links.
   * - `session.closed`: A conversation was closed.
   * - `session.deleted`: A conversation was deleted.
   * - `session.takeover`: A person took a conversation over from the agent.
   * - `session.handback`: A person gave a conversation back to the agent.
   * - `message.created`: Messages were added to a conversation.
   * - `message.updated`: A message was changed or removed.
   * - `issue.created`: An issue was made.
   * - `issue.updated`: An issue, or what it rests on, changed.
   * - `issue.deleted`: An issue was deleted.
   * - `contact.created`: A customer became known.
   * - `sync.completed`: A sync of a source came through.
   * - `sync.failed`: A sync of a source failed.
   *
   * Needs a key with the scope `read`.
   */
  list(query: ListEventsQuery = {}, options: RequestOptions = {}): Pages<Event> {
    return this.client.list<Event>(
      { method: "GET", path: "/events", query, cursorName: "after" },
      options,
    );
  }
}
