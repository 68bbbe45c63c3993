import { isSafeId } from "../core/access/mod.ts";
import { type Sql, transaction, type Tx } from "../core/db/mod.ts";
import { forbidden, notFound } from "../core/errors.ts";
import {
  type Actor,
  appendMessage,
  deleteSession,
  getSession,
  handBack,
  listMessages,
  reply,
  takeOver,
  type Teammate,
  updateSession,
  updateSessions,
} from "../core/sessions/mod.ts";
import { check, readJson, readText } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { presentMessage, presentSession } from "./present.ts";
import { bulkBody, messageBody, sessionPatchBody } from "./schemas/session_body.ts";

/** `GET` of one session with its messages. */
export async function getOneSession(c: ApiContext): Promise<Response> {
  const { sql } = c.var.services;
  const sessionId = sessionIdOf(c);
  const [session, messages] = await Promise.all([
    getSession(sql, c.var.projectId, sessionId),
    listMessages(sql, c.var.projectId, sessionId),
  ]);
  if (!session) throw notFound("Session");
  return c.json({ session: presentSession(session), messages: messages.map(presentMessage) });
}

/** `PATCH`: changes what the body names. */
export async function patchSession(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(sessionPatchBody, value, c.var.schemaStatus);
  const sessionId = sessionIdOf(c);
  await updateSession(c.var.services.sql, c.var.projectId, sessionId, {
    name: body.name,
    description: body.description,
    tags: body.tags,
    status: body.status,
    isArchived: body.is_archived,
    isHumanTakeover: body.is_human_takeover,
    contactId: body.contact_id,
    customFields: body.custom_fields,
    userMetadata: body.user_metadata,
  }, actorOf(c));
  return c.json(await oneSession(c, c.var.services.sql, sessionId));
}

/** `DELETE`: removes the session with its messages. */
export async function removeSession(c: ApiContext): Promise<Response> {
  await deleteSession(c.var.services.sql, c.var.projectId, sessionIdOf(c));
  return c.body(null, 204);
}

/** `POST` of a message: by a person it is a reply, by a key it is what its role says. */
export async function postMessage(c: ApiContext): Promise<Response> {
  const { projectId, caller } = c.var;
  const { value, text } = await readJson(c.req.raw);
  const sessionId = sessionIdOf(c);
  if (caller.kind === "person") {
    const given = value !== null && typeof value === "object" && !Array.isArray(value)
      ? { role: "assistant", senderType: "human_agent", ...value }
      : value;
    const body = check(messageBody, given, c.var.schemaStatus);
    return await once(c, text, async (sql) => {
      const teammate = teammateOf(c);
      const message = await reply(sql, projectId, sessionId, teammate, body.content, wayOf(c));
      return { status: 201, body: { message: presentMessage(message) } };
    });
  }
  const body = check(messageBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const message = await transaction(sql, (tx) =>
      appendMessage(tx, projectId, sessionId, {
        senderType: body.senderType ?? (body.role === "user" ? "user" : "ai"),
        senderName: body.sender_name ?? null,
        content: body.content,
        offsetMs: body.offset_ms ?? null,
        externalId: body.external_id ?? null,
        at: body.createdAt,
      }));
    return { status: 201, body: { message: presentMessage(message) } };
  });
}

/** `POST /takeover`: the signed-in person takes the session over. */
export async function postTakeover(c: ApiContext): Promise<Response> {
  const { projectId, caller } = c.var;
  const sessionId = sessionIdOf(c);
  return await once(c, await readText(c.req.raw), async (sql) => {
    if (caller.kind === "key") {
      await updateSession(sql, projectId, sessionId, { isHumanTakeover: true }, actorOf(c));
    } else {
      await takeOver(sql, projectId, sessionId, teammateOf(c), wayOf(c));
    }
    return { status: 200, body: await oneSession(c, sql, sessionId) };
  });
}

/** `POST /handback`: the agent answers again. */
export async function postHandback(c: ApiContext): Promise<Response> {
  const sessionId = sessionIdOf(c);
  return await once(c, await readText(c.req.raw), async (sql) => {
    await handBack(sql, c.var.projectId, sessionId, wayOf(c));
    return { status: 200, body: await oneSession(c, sql, sessionId) };
  });
}

/** `POST /typing`: the customer sees for some seconds that somebody of the team is writing. */
export async function postTyping(c: ApiContext): Promise<Response> {
  const { projectId, caller, services } = c.var;
  const session = await getSession(services.sql, projectId, sessionIdOf(c));
  if (!session) throw notFound("Session");
  const name = caller.kind === "person" ? teammateOf(c).name : null;
  if (session.status === "active") {
    services.hub.ephemeral(projectId, session.id, "typing", { who: "human", name });
  }
  return c.body(null, 204);
}

/** `POST /bulk`: changes up to 500 sessions alike. */
export async function postBulk(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(bulkBody, value, c.var.schemaStatus);
  return await once(c, text, async (sql) => {
    const updated = await updateSessions(sql, c.var.projectId, body.session_ids, {
      addTags: body.add_tags,
      removeTags: body.remove_tags,
      isArchived: body.is_archived,
      status: body.status,
    }, actorOf(c));
    return { status: 200, body: { updated } };
  });
}

async function oneSession(c: ApiContext, sql: Sql | Tx, sessionId: string) {
  const session = await getSession(sql, c.var.projectId, sessionId);
  if (!session) throw notFound("Session");
  return { session: presentSession(session) };
}

/** The session id of the path; an odd one is as unknown as any other. */
export function sessionIdOf(c: ApiContext): string {
  const id = c.req.param("sessionId");
  if (!isSafeId(id)) throw notFound("Session");
  return id;
}

function actorOf(c: ApiContext): Actor {
  const { caller } = c.var;
  return caller.kind === "person"
    ? { id: caller.user.id, name: caller.user.name, kind: "person" }
    : { id: null, kind: "api" };
}

/** A signed-in person uses the API through the dashboard. */
function wayOf(c: ApiContext): "dashboard" | "api" {
  return c.var.caller.kind === "person" ? "dashboard" : "api";
}

function teammateOf(c: ApiContext): Teammate {
  const { caller } = c.var;
  if (caller.kind === "key") throw forbidden("Only a signed-in person can do this.");
  return { id: caller.user.id, name: caller.user.name };
}
