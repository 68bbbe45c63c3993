import { z } from "zod";
import { listEvents, PUBLIC_EVENT_TYPES, publicEventTypes } from "../../core/webhooks/mod.ts";
import { output } from "./components.ts";
import { data, paging, several, time } from "./fields.ts";
import { operation } from "./operation.ts";

const meanings = Object.entries(publicEventTypes)
  .map(([type, meaning]) => `- \`${type}\`: ${meaning}`).join("\n");

/** An event, by pull and by webhook. */
export const event = output(
  "Event",
  z.strictObject({
    id: z.string().describe("The same by every way, for sorting out repeats."),
    type: z.string().describe("One of the types of the feed; more may come."),
    created_at: time,
    data: data.describe("Ids of what it happened to; read it for what it is now."),
  }).describe("Something that happened in the project."),
);

const eventList = output(
  "EventList",
  z.strictObject({
    data: z.array(event),
    has_more: z.boolean().describe("Whether there are more already."),
    next_cursor: z.string().nullable().describe(
      "Give it as `after`, at once or later: it stays what it is until something happens.",
    ),
  }),
);

const list = operation({
  id: "listEvents",
  method: "get",
  path: "/events",
  tag: "Events",
  summary: "List events",
  description:
    `What happened in the project, oldest first, for 30 days: the same as webhooks are told.\n\n${meanings}`,
  scope: "read",
  query: z.strictObject({
    limit: paging.limit,
    after: z.string().min(1).max(64).optional()
      .describe("The last event you have; without it, from the oldest that is kept."),
    types: several(z.enum(PUBLIC_EVENT_TYPES as [string, ...string[]])).optional()
      .describe("Only these."),
  }),
  responses: { 200: { description: "A page of events.", schema: eventList } },
  handler: async ({ sql, projectId, query }) => {
    const { events, hasMore, next } = await listEvents(sql, projectId, {
      after: query.after ?? null,
      types: query.types as typeof PUBLIC_EVENT_TYPES | undefined,
      limit: query.limit,
    });
    return { status: 200, body: { data: events, has_more: hasMore, next_cursor: next } };
  },
});

/** What can be done with events. */
export const eventOperations = [list];
