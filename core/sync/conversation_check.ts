import { z } from "zod";

const date = z.date("must be a date");
const json = z.record(z.string(), z.unknown());

const message = z.object({
  externalId: z.string().min(1).max(255).optional(),
  senderType: z.enum(["user", "ai", "human_agent", "bot"]),
  senderName: z.string().optional(),
  senderId: z.string().optional(),
  content: z.string(),
  format: z.enum(["text", "html"]).optional(),
  at: date.optional(),
  editedAt: date.optional(),
  offsetMs: z.int().min(0).max(2_000_000_000).optional(),
  sources: z.array(z.object({ title: z.string(), url: z.string().nullable() })).optional(),
  attachments: z.array(z.object({
    name: z.string(),
    content_type: z.string().nullable(),
    size: z.number().nullable(),
    url: z.string().nullable(),
  })).optional(),
});

const conversation = z.object({
  externalId: z.string().min(1).max(255),
  sessionType: z.enum(["chat", "meeting", "behavioral"]).optional(),
  name: z.string().optional(),
  description: z.string().optional(),
  originalUrl: z.url({ protocol: /^https?$/ }).optional(),
  pageUrl: z.string().optional(),
  pageTitle: z.string().optional(),
  status: z.enum(["active", "closed"]).optional(),
  startedAt: date.optional(),
  customer: z.object({
    userId: z.string().optional(),
    externalId: z.string().optional(),
    email: z.string().optional(),
    name: z.string().optional(),
    company: z.object({
      externalId: z.string().optional(),
      name: z.string().optional(),
      domain: z.string().optional(),
    }).optional(),
  }).optional(),
  userMetadata: json.optional(),
  customFields: json.optional(),
  tags: z.array(z.string()).optional(),
  isComplete: z.boolean().optional(),
  isLive: z.boolean().optional(),
  wantsAnswer: z.boolean().optional(),
  onClosed: z.enum(["refuse", "reopen", "append"]).optional(),
  messages: z.array(message).max(20_000),
});

/**
 * Why a conversation that a plugin made cannot be stored, in words; null when it can. Plugins map
 * what providers send, and providers send null where they promised a string.
 */
export function conversationFault(value: unknown): string | null {
  const result = conversation.safeParse(value);
  if (result.success) return null;
  const issue = result.error.issues[0]!;
  const field = issue.path.join(".") || "the conversation";
  return `${field}: ${issue.message}`;
}
