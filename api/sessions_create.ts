import type { z } from "zod";
import type { Conversation, LinkedEntities, Session } from "../core/contract/mod.ts";
import type { Sql, Tx } from "../core/db/mod.ts";
import { forbidden, invalid, notFound, tooLarge } from "../core/errors.ts";
import { getSession, ingest } from "../core/sessions/mod.ts";
import { check, readJson } from "../core/http/mod.ts";
import { enterProject } from "./caller.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { presentSession } from "./present.ts";
import {
  MAX_MESSAGES,
  type messageBody,
  sessionBody,
  shortSessionBody,
} from "./schemas/session_body.ts";

/** `POST` of a session: the documented body, or on project paths also the short form. */
export async function postSession(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  // The body may name the project where the address does not.
  const projectId = c.var.projectId ?? await enterProject(c, projectOf(value), "write");
  if (isShort(value)) return await postShort(c, value, text);
  const body = check(sessionBody, countedMessages(value), c.var.schemaStatus);
  checkSource(c, body.source);
  if (body.project_id !== undefined && body.project_id !== projectId) {
    throw forbidden("project_id in the body is not the project of the address.");
  }
  return await once(c, text, async (sql) => {
    const { status, session } = await create(c, sql, toConversation(body));
    return { status, body: { session: presentSession(session) } };
  });
}

async function postShort(c: ApiContext, value: unknown, text: string): Promise<Response> {
  if (c.var.schemaStatus === 400) {
    throw invalid(
      "customer_email",
      "customer_email belongs to POST /api/projects/:projectId/sessions. Send user_metadata.email and messages here.",
    );
  }
  const { customer_email: email, customer_name: name, message } = check(
    shortSessionBody,
    value,
    422,
  );
  return await once(c, text, async (sql) => {
    const { status, session } = await create(c, sql, {
      customer: { email, name: name ?? undefined },
      userMetadata: { email, ...(name ? { name } : {}) },
      messages: [{ senderType: "user", content: message }],
    });
    const { id, status: state, created_at } = session;
    return { status, body: { id, customer_email: email, status: state, created_at } };
  });
}

async function create(
  c: ApiContext,
  sql: Sql | Tx,
  conversation: Conversation,
): Promise<{ status: number; session: Session }> {
  const { projectId, caller } = c.var;
  const source = caller.kind === "key" ? "api" : "manual";
  const [result] = await ingest(sql, { projectId, source }, [conversation]);
  const session = await getSession(sql, projectId, result!.sessionId);
  // Deleted again already: the caller learns it as they would a moment later.
  if (!session) throw notFound("Session");
  return { status: result!.outcome === "created" ? 201 : 200, session };
}

function projectOf(value: unknown): string | undefined {
  const id = (value as { project_id?: unknown } | null)?.project_id;
  return typeof id === "string" ? id : undefined;
}

function isShort(value: unknown): boolean {
  return value !== null && typeof value === "object" && "customer_email" in value;
}

/** Too many messages are too large a request, rather than a wrong one. */
function countedMessages(value: unknown): unknown {
  const messages = (value as { messages?: unknown } | null)?.messages;
  if (Array.isArray(messages) && messages.length > MAX_MESSAGES) {
    throw tooLarge(
      `messages holds ${messages.length} messages; at most ${MAX_MESSAGES} are taken at once.`,
    );
  }
  return value;
}

function checkSource(c: ApiContext, source: string | undefined): void {
  const own = c.var.caller.kind === "key" ? "api" : "manual";
  if (source === undefined || source === own) return;
  const why = source === "manual"
    ? 'source "manual" is for sessions typed into the dashboard'
    : "other sources make their sessions themselves";
  throw invalid("source", `source must be "${own}": ${why}.`, "unknown_source");
}

/** The documented body as a conversation for the door. */
function toConversation(body: z.infer<typeof sessionBody>): Conversation {
  const metadata: Record<string, unknown> = {
    ...body.user_metadata,
    ...(body.user_id ? { userId: body.user_id } : {}),
  };
  return {
    externalId: body.external_id ?? undefined,
    name: body.name ?? undefined,
    description: body.description ?? undefined,
    sessionType: body.session_type,
    status: body.status,
    contactId: body.contact_id ?? undefined,
    customer: {
      userId: textOf(metadata.userId),
      email: textOf(metadata.email),
      name: textOf(metadata.name),
    },
    userMetadata: metadata,
    pageUrl: body.page_url ?? undefined,
    pageTitle: body.page_title ?? undefined,
    tags: body.tags ?? [],
    customFields: body.custom_fields ?? {},
    linkedEntities: linkedOf(body.linked_entities ?? {}),
    messages: (body.messages ?? []).map(toMessage),
  };
}

function linkedOf(
  given: NonNullable<z.infer<typeof sessionBody>["linked_entities"]>,
): LinkedEntities {
  return Object.fromEntries(Object.entries(given).map(([field, ids]) => [field, ids ?? []]));
}

function toMessage(message: z.infer<typeof messageBody>): Conversation["messages"][number] {
  return {
    senderType: message.senderType ?? (message.role === "user" ? "user" : "ai"),
    senderName: message.sender_name ?? undefined,
    content: message.content,
    at: message.createdAt,
    offsetMs: message.offset_ms ?? undefined,
    externalId: message.external_id ?? undefined,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}
