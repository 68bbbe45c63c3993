import { z } from "zod";
import { input, output, pageOf } from "./components.ts";
import { text, time, timeGiven, words } from "./fields.ts";

const role = z.enum(["user", "assistant"]);
const senderType = z.enum(["user", "ai", "human_agent", "bot"]);

/** One message, as it is answered. */
export const message = output(
  "Message",
  z.strictObject({
    id: z.string(),
    session_id: z.string(),
    sequence: z.int().describe("Its place in the session, from 1. Gaps are deleted messages."),
    role: role.describe("The customer, or whoever answers."),
    sender_type: senderType.describe("Who wrote it, more exactly than `role`."),
    sender_name: z.string().nullable(),
    content: z.string(),
    offset_ms: z.int().nullable().describe("Milliseconds from the start of a recording."),
    sources: z.array(z.strictObject({ title: z.string(), url: z.string().nullable() }))
      .describe("What an answer rests on."),
    attachments: z.array(z.strictObject({
      name: z.string(),
      content_type: z.string().nullable(),
      size: z.int().nullable().describe("In bytes."),
      url: z.string().nullable(),
    })),
    external_id: z.string().nullable(),
    edited_at: time.nullable(),
    created_at: time,
  }).describe("One message of a session."),
);

/** A page of messages. */
export const messageList = pageOf("MessageList", message);

/** A message as callers give it. */
export const messageCreate = input(
  "MessageCreate",
  z.strictObject({
    role: role.describe("The customer, or whoever answers."),
    content: z.string().min(1).refine((value) => value.trim() !== "", {
      message: "must not be blank",
      params: { code: "too_short" },
    }).describe("What was said."),
    sender_type: senderType.optional().describe(
      "Who wrote it: `user` goes with role `user`, the others with `assistant`. Without it `user` or `ai`.",
    ),
    sender_name: text(255).nullable().optional(),
    offset_ms: z.int().min(0).max(2_000_000_000).nullable().optional()
      .describe("Milliseconds from the start of a recording."),
    external_id: words(255).nullable().optional().describe(
      "Your own id of the message: sent again, it is not added again.",
    ),
    created_at: timeGiven.optional().describe("When it was said; now when left out."),
  }).refine(
    ({ role, sender_type }) => !sender_type || (sender_type === "user") === (role === "user"),
    {
      path: ["sender_type"],
      message: "does not go with this role",
      params: { code: "invalid_value" },
    },
  ).describe("A message to add."),
);

/** A checked message. */
export type MessageCreate = z.output<typeof messageCreate>;

/** What of a message can be changed. */
export const messageUpdate = input(
  "MessageUpdate",
  z.strictObject({ content: words(1_000_000).describe("What was said.") })
    .describe("A change of a message."),
);
