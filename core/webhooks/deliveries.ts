import { now } from "../clock.ts";
import { type Db, type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import type { EventPosition } from "../events/mod.ts";
import { type Attempt, headersOf } from "./attempt.ts";
import { deleteDeliveriesBefore } from "./deliveries_sql.ts";
import { getEndpoint } from "./endpoints.ts";
import { eventId, parseEventId } from "./event_id.ts";
import { selectNewest, toProjectEvent } from "./feed_sql.ts";
import {
  askForDelivery,
  askForRange,
  type DeliveryRow,
  type DeliveryStatus,
  type Range,
  selectDeliveries,
  selectDelivery,
} from "./log_sql.ts";
import { presentEvent, PUBLIC_EVENT_TYPES, type PublicEventType, publicIdOf } from "./payload.ts";
import { deliveriesWanted } from "./wake.ts";

/** Events and deliveries are kept for so long. */
export const KEPT_DAYS = 30;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** The most events one wish sends again. */
export const MOST_REPLAYED = 100_000;

/** A delivery as the log shows it. */
export interface WebhookDelivery {
  /** Id of the event, which is the delivery's as well. */
  event_id: string;
  event_type: PublicEventType;
  /** When it happened. */
  event_at: Date;
  status: DeliveryStatus;
  /** When it is tried next; null unless it waits. */
  next_at: Date | null;
  delivered_at: Date | null;
  /** The oldest first. */
  attempts: Attempt[];
}

/** A delivery with what is sent. */
export interface WebhookDeliveryDetail extends WebhookDelivery {
  /** The exact body; null when the event is gone, erased with the customer it was about. */
  body: string | null;
  /** The header fields of the last try; null before the first. */
  headers: Record<string, string> | null;
}

/** A page of the log. */
export interface DeliveryPage {
  deliveries: WebhookDelivery[];
  hasMore: boolean;
  /** What to give as `before` for the next page; null at the end. */
  next: string | null;
}

/**
 * The log of what was sent to an endpoint, the newest events first.
 *
 * @param query `before`: id of the last event of the page before
 * @throws {AppError} 404, 400 for a `before` that is no event's id
 */
export async function listDeliveries(
  db: Db,
  projectId: string,
  endpointId: string,
  query: { before?: string | null; status?: DeliveryStatus | null; limit: number },
): Promise<DeliveryPage> {
  await getEndpoint(db, projectId, endpointId);
  const before = query.before ? placeOf(query.before, "before") : null;
  const rows = await selectDeliveries(db, projectId, endpointId, {
    before,
    status: query.status ?? null,
    limit: query.limit + 1,
  });
  const deliveries = rows.slice(0, query.limit).map(toDelivery);
  const hasMore = rows.length > query.limit;
  return { deliveries, hasMore, next: hasMore ? deliveries.at(-1)!.event_id : null };
}

/**
 * One delivery with what was sent and what came back.
 *
 * @throws {AppError} 404
 */
export async function getDelivery(
  db: Db,
  projectId: string,
  endpointId: string,
  id: string,
): Promise<WebhookDeliveryDetail> {
  await getEndpoint(db, projectId, endpointId);
  const place = parseEventId(id);
  const row = place && await selectDelivery(db, projectId, endpointId, place);
  if (!row) throw notFound("Delivery");
  const { type, event_at: created_at } = row;
  const event = type && presentEvent(toProjectEvent(projectId, { ...row, type, created_at }));
  const last = row.log.at(-1);
  return {
    ...toDelivery(row),
    body: event ? JSON.stringify(event) : null,
    headers: last ? headersOf(eventId(place!), last) : null,
  };
}

/**
 * Sends one event of the log again, under the same id.
 *
 * @throws {AppError} 404, 409 while it is on its way or the endpoint is switched off
 */
export async function replayDelivery(
  sql: Sql | Tx,
  projectId: string,
  endpointId: string,
  id: string,
  at: Date = now(),
): Promise<void> {
  await requireEnabled(sql, projectId, endpointId);
  const place = parseEventId(id);
  const known = place && await selectDelivery(sql, projectId, endpointId, place);
  if (!known) throw notFound("Delivery");
  await ask(sql, projectId, endpointId, place, at);
}

/**
 * Sends the events of a time again that an endpoint wants: those it did not get, such as what happened
 * while it was switched off, or all.
 *
 * @returns how many; what waits already is not counted
 * @throws {AppError} 404, 400 for an empty time or more than 100,000 events, 409 while it is switched off
 */
export async function replayRange(
  sql: Sql | Tx,
  projectId: string,
  endpointId: string,
  range: Range,
  at: Date = now(),
): Promise<number> {
  if (range.from >= range.until) throw invalid("from", "from must be before until.");
  await requireEnabled(sql, projectId, endpointId);
  const amount = await transaction(sql, async (tx) => {
    const amount = await askForRange(tx, projectId, endpointId, range, MOST_REPLAYED + 1, at);
    if (amount > MOST_REPLAYED) {
      const most = MOST_REPLAYED.toLocaleString("en-US");
      throw invalid("from", `More than ${most} events happened in that time. Choose less of it.`);
    }
    return amount;
  });
  deliveriesWanted();
  return amount;
}

/**
 * Sends the newest event of the project that the endpoint's types allow, whether it got it already or
 * not, to see whether it arrives.
 *
 * @returns the event's id
 * @throws {AppError} 404, 409 while it is switched off, or when nothing has happened yet
 */
export async function sendTest(
  sql: Sql | Tx,
  projectId: string,
  endpointId: string,
  at: Date = now(),
): Promise<string> {
  const { event_types } = await requireEnabled(sql, projectId, endpointId);
  const types = event_types.length > 0 ? event_types : PUBLIC_EVENT_TYPES;
  const newest = await selectNewest(sql, projectId, types) ??
    await selectNewest(sql, projectId, PUBLIC_EVENT_TYPES);
  if (!newest) {
    throw conflict("Nothing has happened in the project yet. Create a session, then try again.");
  }
  const id = publicIdOf(newest);
  await ask(sql, projectId, endpointId, parseEventId(id)!, at);
  return id;
}

/** Removes what was sent for events from more than 30 days ago; before the events themselves go. */
export async function pruneWebhooks(sql: Sql, at: Date = now()): Promise<void> {
  await deleteDeliveriesBefore(sql, new Date(at.getTime() - KEPT_DAYS * DAY_MILLISECONDS));
}

async function ask(
  sql: Sql | Tx,
  projectId: string,
  endpointId: string,
  place: EventPosition,
  at: Date,
): Promise<void> {
  if (!await askForDelivery(sql, projectId, endpointId, place, at)) {
    throw conflict("It is being sent at this moment, or the event is gone. Look again shortly.");
  }
  deliveriesWanted();
}

async function requireEnabled(sql: Sql | Tx, projectId: string, endpointId: string) {
  const endpoint = await getEndpoint(sql, projectId, endpointId);
  if (endpoint.status === "disabled") {
    throw conflict("The webhook is switched off. Switch it on first.");
  }
  return endpoint;
}

function placeOf(id: string, field: string): EventPosition {
  const place = parseEventId(id);
  if (!place) throw invalid(field, `${field} must be the id of an event.`);
  return place;
}

function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    event_id: eventId(row),
    event_type: row.event_type,
    event_at: row.event_at,
    status: row.status,
    next_at: row.status === "waiting" ? row.next_at : null,
    delivered_at: row.delivered_at,
    attempts: row.log,
  };
}
