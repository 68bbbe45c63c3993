import { type Delivery, invalid, type RawDelivery, type ReadDelivery, tooLarge } from "#plugin-kit";
import { isTs } from "./ts.ts";

type Json = Record<string, unknown>;

/** What is stored of a delivery until it is handled. */
export type Payload =
  | { kind: "event"; event: Json }
  | { kind: "interaction"; interaction: Json }
  | { kind: "gap" };

/** Slack's largest deliveries are a fraction of this many bytes. */
const LARGEST = 1_000_000;
/** Notes of Slack itself, which nobody said. */
const SAID = ["file_share", "thread_broadcast", "me_message", "bot_message"];
const CHANGES = ["message_changed", "message_deleted"];

/** Events about a channel, by the name that public ones have. */
const CHANNEL_EVENTS = [
  "rename",
  "archive",
  "unarchive",
  "deleted",
  "left",
  "shared",
  "unshared",
].flatMap((what) => [`channel_${what}`, `group_${what}`]);

/**
 * Reads what Slack posts: events as JSON, interactions as a form with JSON in it.
 *
 * @throws {AppError} 400 for what is neither, 413 for what is too large
 */
// https://docs.slack.dev/apis/events-api/
export function read({ headers, body }: RawDelivery): ReadDelivery {
  if (body.length > LARGEST) throw tooLarge("A delivery of Slack has at most 1 MB.");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw invalid("body", "The delivery is not text in UTF-8.");
  }
  if ((headers.get("content-type") ?? "").startsWith("application/x-www-form-urlencoded")) {
    const payload = new URLSearchParams(text).get("payload");
    if (payload === null) throw invalid("payload", "The form has no payload.");
    return readInteraction(parse(payload));
  }
  const json = parse(text);
  if (json.type === "url_verification") {
    if (typeof json.challenge !== "string" || json.challenge.length > 1_000) {
      throw invalid("challenge", "The challenge is not a short text.");
    }
    return { accounts: [], answer: json.challenge };
  }
  return readEvent(json);
}

/**
 * Reads an event as it comes over HTTP or a socket.
 *
 * @throws {AppError} 400 when it names no workspace
 */
export function readEvent(json: Json): ReadDelivery {
  if (json.type === "app_rate_limited") {
    const id = `gap:${asText(json.team_id)}:${json.minute_rate_limited}`;
    return { accounts: accounts([json.team_id]), delivery: delivery(id, "gap", { kind: "gap" }) };
  }
  const authorizations = list(json.authorizations).map(object);
  const found = accounts([
    ...authorizations.map(({ team_id }) => team_id),
    json.team_id,
    json.context_team_id,
  ]);
  if (json.type !== "event_callback") return { accounts: found };
  const us = {
    users: authorizations.map(({ user_id }) => user_id),
    app: json.api_app_id,
  };
  return {
    accounts: found,
    delivery: eventDelivery(object(json.event), asText(json.event_id), us),
  };
}

/**
 * Reads the payload of an interaction, such as a pressed button.
 *
 * @throws {AppError} 400 when it names no workspace
 */
export function readInteraction(json: Json): ReadDelivery {
  const actions = list(json.actions).map(object);
  const id = ["interaction", json.trigger_id, actions[0]?.action_ts].map(asText).join(":");
  const lane = asText(object(json.container).channel_id) || asText(object(json.channel).id) ||
    "interaction";
  return {
    accounts: accounts([object(json.team).id, object(json.user).team_id]),
    delivery: delivery(id, lane, { kind: "interaction", interaction: json }),
  };
}

/** The delivery of an event; undefined when there is nothing to do. */
function eventDelivery(
  event: Json,
  eventId: string,
  us: { users: unknown[]; app: unknown },
): Delivery | undefined {
  const { type } = event;
  if (type === "message" || type === "app_mention") return messageDelivery(event, us);
  const payload: Payload = { kind: "event", event };
  if (type === "app_uninstalled" || type === "tokens_revoked") {
    return delivery(eventId, "app", payload);
  }
  if (type === "user_change") {
    const id = asText(object(event.user).id);
    return id ? delivery(eventId, `user:${id}`, payload) : undefined;
  }
  if (type === "member_joined_channel" || type === "member_left_channel") {
    const channel = asText(event.channel);
    // Of others' coming and going nothing is kept.
    if (!channel || !us.users.includes(event.user)) return undefined;
    return delivery(eventId, channel, payload, orderOf(event));
  }
  const channel = type === "channel_id_changed"
    ? asText(event.old_channel_id)
    : CHANNEL_EVENTS.includes(type as string)
    ? asText(event.channel) || asText(object(event.channel).id)
    : "";
  if (!channel) return undefined;
  return { ...delivery(eventId, channel, payload, orderOf(event)), channel };
}

function messageDelivery(
  event: Json,
  us: { users: unknown[]; app: unknown },
): Delivery | undefined {
  const channel = asText(event.channel);
  const subtype = asText(event.subtype);
  const inner = subtype === "message_changed" ? object(event.message) : event;
  const ts = subtype === "message_deleted" ? event.deleted_ts : inner.ts;
  if (!channel || !isTs(ts)) return undefined;
  if (subtype && !SAID.includes(subtype) && !CHANGES.includes(subtype)) return undefined;
  // What we posted ourselves comes back to us.
  const app = inner.app_id ?? object(inner.bot_profile).app_id;
  const isOurs = us.users.includes(inner.user) || (!!inner.bot_id && !!app && app === us.app);
  if (isOurs && subtype !== "message_deleted") return undefined;
  // A mention of us comes a second time, as an event of its own, and so do retries and twins.
  const id = CHANGES.includes(subtype)
    ? `${subtype}:${channel}:${ts}:${asText(event.event_ts)}`
    : `message:${channel}:${ts}`;
  const payload: Payload = { kind: "event", event: { ...event, type: "message" } };
  const order = orderOf(event) ?? ts;
  // Direct messages are in no channel that anybody chose.
  const isDirect = event.channel_type === "im" || channel.startsWith("D");
  return { ...delivery(id, channel, payload, order), ...(isDirect ? {} : { channel }) };
}

function delivery(id: string, lane: string, payload: Payload, order?: string): Delivery {
  return { id: id.slice(0, 250), lane: lane.slice(0, 100), payload, ...(order ? { order } : {}) };
}

function orderOf(event: Json): string | undefined {
  return isTs(event.event_ts) ? event.event_ts : undefined;
}

/** @throws {AppError} 400 when there is none: nobody may choose to be anybody */
function accounts(ids: unknown[]): string[] {
  const found = [...new Set(ids.map(asText).filter((id) => /^[A-Z0-9]{2,30}$/.test(id)))];
  if (found.length === 0) throw invalid("team_id", "The delivery names no workspace.");
  return found.slice(0, 20);
}

function parse(text: string): Json {
  try {
    const json = JSON.parse(text);
    if (json !== null && typeof json === "object" && !Array.isArray(json)) return json;
  } catch { /* told below */ }
  throw invalid("body", "The delivery is not a JSON object.");
}

function object(value: unknown): Json {
  return value !== null && typeof value === "object" ? value as Json : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 50) : [];
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
