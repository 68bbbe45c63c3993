import { z } from "zod";
import { PUBLIC_EVENT_TYPES } from "../../core/webhooks/mod.ts";
import { input, output, pageOf } from "./components.ts";
import { EMPTY_CHANGE, isChange, NOT_EMPTY, text, time, timeGiven, words } from "./fields.ts";

const eventType = z.enum(PUBLIC_EVENT_TYPES as [string, ...string[]]);

const fields = {
  id: z.string(),
  url: z.string(),
  description: z.string(),
  event_types: z.array(z.string()).describe("What is told; empty: all, also what comes later."),
  sources: z.array(z.string()).describe("Only sessions of these sources; empty: any."),
  tags: z.array(z.string()).describe("Only sessions with one of these tags; empty: any."),
  status: z.enum(["enabled", "disabled"]),
  disabled_reason: z.enum(["manual", "gone", "failing"]).nullable().describe(
    "Why it is switched off: by somebody, because the receiver answered 410, or after five days of nothing but failures.",
  ),
  disabled_at: time.nullable(),
  failing_since: time.nullable().describe("The first failure since the last success."),
  previous_secret_until: time.nullable().describe("Until then the previous secret signs as well."),
  created_at: time,
  updated_at: time,
};

/** A webhook as it is answered. */
export const webhook = output(
  "Webhook",
  z.strictObject(fields).describe("An address that is told what happens in the project."),
);

/** A webhook with its secret, the one time it is told. */
export const webhookWithSecret = output(
  "WebhookWithSecret",
  z.strictObject({
    ...fields,
    secret: z.string().describe("Begins with `whsec_`. Told this once."),
  }).describe("A webhook with what its deliveries are signed with."),
);

/** A page of webhooks. */
export const webhookList = pageOf("WebhookList", webhook);

const names = z.array(words(64)).max(50);
const given = {
  description: text(200).optional(),
  event_types: z.array(eventType).max(50).optional()
    .describe("What is told; empty: all, also what comes later."),
  sources: names.optional()
    .describe("Narrows what is told of sessions and their messages; empty: any source."),
  tags: names.optional()
    .describe("Narrows what is told of sessions and their messages; empty: any tag."),
};
const url = words(2_000).describe(
  "https, or http for a private host that the operator allows (HISSUNO_ALLOWED_HOSTS).",
);

/** What a new webhook is made of. */
export const webhookCreate = input(
  "WebhookCreate",
  z.strictObject({ url, ...given }).describe("A webhook to add."),
);

/** What can be changed of a webhook. */
export const webhookUpdate = input(
  "WebhookUpdate",
  z.strictObject({
    url: url.optional(),
    ...given,
    status: z.enum(["enabled", "disabled"]).optional()
      .describe("Switched on, it is sent at once what waited for it."),
  }).refine(isChange, EMPTY_CHANGE).meta({
    description: "A change of a webhook; what is left out stays.",
    ...NOT_EMPTY,
  }),
);

/** Which events are sent again. */
export const webhookReplay = input(
  "WebhookReplay",
  z.strictObject({
    from: timeGiven.describe("Events from then on."),
    until: timeGiven.describe("Events before then."),
    include_delivered: z.boolean().optional().describe("Also what has arrived already."),
  }).describe("A time whose events are sent again, at most 100,000."),
);

/** How many events are sent again. */
export const webhookReplayed = output(
  "WebhookReplayed",
  z.strictObject({
    replayed: z.int().describe("How many are sent; what waits already is not counted."),
  }),
);

/** Which event is sent. */
export const webhookSent = output(
  "WebhookSent",
  z.strictObject({ event_id: z.string().describe("Look at its delivery for what came of it.") }),
);

const deliveryFields = {
  event_id: z.string(),
  event_type: z.string(),
  event_created_at: time,
  status: z.enum(["waiting", "sending", "delivered", "failed"]),
  next_attempt_at: time.nullable(),
  delivered_at: time.nullable(),
  attempts: z.array(z.strictObject({
    at: time,
    milliseconds: z.int(),
    response_status: z.int().nullable().describe("Null: there was no answer."),
    response_body: z.string().nullable().describe(
      "The first kilobyte of the answer; null for keys without the scope full.",
    ),
    error: z.string().nullable(),
  })).describe("The oldest first."),
};

/** A delivery in the log. */
export const webhookDelivery = output(
  "WebhookDelivery",
  z.strictObject(deliveryFields).describe("An event on its way to a webhook."),
);

/** A page of the log. */
export const webhookDeliveryList = pageOf("WebhookDeliveryList", webhookDelivery);

/** A delivery with what is sent. */
export const webhookDeliveryDetail = output(
  "WebhookDeliveryDetail",
  z.strictObject({
    ...deliveryFields,
    request_body: z.string().nullable().describe(
      "The exact body; null when the event was erased with the customer it was about.",
    ),
    request_headers: z.record(z.string(), z.string()).nullable()
      .describe("The header fields of the last try; null before the first."),
  }).describe("A delivery with what is sent."),
);
