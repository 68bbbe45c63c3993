import type { Db } from "../db/mod.ts";
import { AppError, invalid } from "../errors.ts";
import { type EventPosition, hasEvent } from "../events/mod.ts";
import { parseEventId } from "./event_id.ts";
import { selectFeed } from "./feed_sql.ts";
import {
  presentEvent,
  PUBLIC_EVENT_TYPES,
  type PublicEvent,
  type PublicEventType,
} from "./payload.ts";

/** What of the events is read. */
export interface FeedQuery {
  /** Id of the last event the reader has; null to begin with the oldest that is kept. */
  after: string | null;
  /** Empty: all. */
  types?: readonly PublicEventType[];
  limit: number;
}

/** A page of events, the oldest first. */
export interface FeedPage {
  events: PublicEvent[];
  hasMore: boolean;
  /** What to give as `after` next: the last event here, else what was given. */
  next: string | null;
}

/**
 * The events of a project by pull: the same, under the same ids, as its webhooks are told. Events are
 * kept for 30 days.
 *
 * @throws {AppError} 400 for an `after` that is no event's id, 404 for one whose event is not kept any more
 */
export async function listEvents(db: Db, projectId: string, query: FeedQuery): Promise<FeedPage> {
  const after = await placeOf(db, projectId, query.after);
  const types = query.types?.length ? query.types : PUBLIC_EVENT_TYPES;
  const found = await selectFeed(db, projectId, after, types, query.limit + 1);
  const events = found.slice(0, query.limit).map((event) => presentEvent(event)!);
  return {
    events,
    hasMore: found.length > query.limit,
    next: events.at(-1)?.id ?? query.after,
  };
}

async function placeOf(db: Db, projectId: string, after: string | null): Promise<EventPosition> {
  if (after === null) return { xact: "0", position: "0" };
  const place = parseEventId(after);
  if (!place) {
    throw invalid("after", "after must be the id of an event, such as one of the last page.");
  }
  if (!await hasEvent(db, projectId, place)) {
    throw new AppError(
      "The event named by after is not kept any more. Leave after out to begin with the oldest.",
      { code: "not_found", status: 404 },
    );
  }
  return place;
}
