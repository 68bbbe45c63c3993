import { z } from "zod";

import { readContact } from "../../core/customers/mod.ts";
import type { Db, Tx } from "../../core/db/mod.ts";
import { notFound } from "../../core/errors.ts";
import { listIssues } from "../../core/issues/mod.ts";
import {
  type Actor,
  deleteSession,
  getSession,
  holdSession,
  ingest,
  pageOfSessions,
  sessionIdByExternalId,
  updateSession,
  updateSessions,
} from "../../core/sessions/mod.ts";
import { contactsById } from "./contacts_of.ts";
import { bulkBody, bulkResult, eachItem } from "./bulk.ts";
import { toConversation } from "./conversation.ts";
import { page } from "./components.ts";
import { expanding, idGiven, paging, several, sorting, timeGiven, words } from "./fields.ts";
import { pageOfMessages } from "./messages.ts";
import { type Call, operation } from "./operation.ts";
import { presentContact, presentIssue, presentSession } from "./present.ts";
import {
  session,
  sessionBulkUpdate,
  sessionBulkUpdated,
  sessionCreate,
  sessionList,
  sessionUpdate,
} from "./session_schemas.ts";

const tag = "Sessions";
const params = { session_id: { description: "The session's id.", noun: "Session" } };
const actor: Actor = { id: null, kind: "api" };
const EXPANDABLE = ["contact", "messages", "issues"] as const;
const SORTS = ["-created_at", "created_at", "-last_activity_at", "last_activity_at"] as const;

const listQuery = z.strictObject({
  ...paging,
  sort: sorting(SORTS),
  expand: expanding(["contact"]),
  search: words(1_000).optional().describe("Words of name, description, customer or messages."),
  name: words(500).optional().describe("A part of the name, in any case."),
  external_id: words(255).optional().describe("The session made through this API under that id."),
  status: z.enum(["active", "closed"]).optional(),
  source: words(64).optional().describe("Where it came from: `widget`, `slack`, `api` ..."),
  tags: several(words(64)).optional().describe("At least one of these."),
  created_from: timeGiven.optional().describe("Made at this time or later."),
  created_to: timeGiven.optional().describe("Made at this time or earlier."),
  contact_id: idGiven.optional(),
  company_id: idGiven.optional(),
  product_scope_ids: several(idGiven).optional().describe("In at least one of these."),
  is_human_takeover: z.boolean().optional(),
  is_analyzed: z.boolean().optional().describe("Whether its review is done."),
  needs_human: z.boolean().optional().describe("Whether a person is asked for."),
  include_archived: z.boolean().default(false).describe("Also those that are archived."),
});

const listSessions = operation({
  id: "listSessions",
  method: "get",
  path: "/sessions",
  tag,
  summary: "List sessions",
  description:
    "In the default order, newest first, reading on meets every session once, whatever is added meanwhile. In an order of activity a session moves when something is said in it.",
  scope: "read",
  query: listQuery,
  responses: { 200: { description: "A page of sessions.", schema: sessionList } },
  handler: async ({ sql, projectId, query }) => {
    const { sort, limit, cursor, external_id } = query;
    let sessionId: string | undefined;
    if (external_id !== undefined) {
      const found = await sessionIdByExternalId(sql, projectId, external_id);
      if (found === null) return { status: 200, body: page([], null) };
      sessionId = found;
    }
    const { sessions, nextCursor } = await pageOfSessions(sql, projectId, {
      search: query.search,
      name: query.name,
      sessionId,
      status: query.status,
      source: query.source,
      tags: query.tags,
      dateFrom: query.created_from,
      dateTo: query.created_to,
      contactId: query.contact_id,
      companyId: query.company_id,
      productScopeIds: query.product_scope_ids,
      isHumanTakeover: query.is_human_takeover,
      isAnalyzed: query.is_analyzed,
      needsHuman: query.needs_human,
      showArchived: query.include_archived,
    }, {
      order: sort.endsWith("created_at") ? "created_at" : "last_activity_at",
      ascending: !sort.startsWith("-"),
      limit,
      cursor,
    });
    const shown = sessions.map(presentSession);
    if (!query.expand?.includes("contact")) return { status: 200, body: page(shown, nextCursor) };
    const contacts = await contactsById(sql, projectId, shown.map(({ contact_id }) => contact_id));
    const expanded = shown.map((one) => ({ ...one, contact: contacts.of(one.contact_id) }));
    return { status: 200, body: page(expanded, nextCursor) };
  },
});

const createSession = operation({
  id: "createSession",
  method: "post",
  path: "/sessions",
  tag,
  summary: "Create a session",
  description:
    "With an `external_id` that a session of this API has already, its new messages are added and it is answered with 200.",
  scope: "write",
  body: sessionCreate,
  responses: {
    201: { description: "The new session.", schema: session },
    200: { description: "The session that has this `external_id` already.", schema: session },
  },
  example: {
    external_id: "ticket-4821",
    name: "Support ticket #4821",
    tags: ["bug"],
    user_metadata: { email: "jane@example.com", name: "Jane Smith" },
    messages: [
      { role: "user", content: "The export button does nothing when I click it." },
      { role: "assistant", content: "Which browser are you using?", sender_type: "human_agent" },
    ],
  },
  isVersioned: true,
  handler: async ({ db, projectId, body }) => {
    const [result] = await ingest(db, { projectId, source: "api" }, [await toConversation(body)]);
    const { sessionId, outcome } = result!;
    const shown = await readSession(db, projectId, sessionId);
    return { status: outcome === "created" ? 201 : 200, body: shown };
  },
});

const createSessions = operation({
  id: "createSessions",
  method: "post",
  path: "/sessions/bulk",
  tag,
  summary: "Create many sessions",
  description:
    "Up to 500. Each is stored whole or not at all, whatever becomes of the others. Sent again with the same `external_id`, a session is not made again.",
  scope: "write",
  ...bulkBody("SessionBulkCreate", "sessions", sessionCreate),
  responses: { 200: { description: "A result for each session.", schema: bulkResult } },
  example: { sessions: [{ external_id: "call-17", session_type: "meeting", name: "Call" }] },
  handler: async ({ db, projectId, body }) => {
    const result = await eachItem(db, sessionCreate, body.sessions!, async (tx, item) => {
      const [done] = await ingest(tx, { projectId, source: "api" }, [await toConversation(item)]);
      const status = done!.outcome === "skipped" ? "unchanged" : done!.outcome;
      return { status, id: done!.sessionId, external_id: item.external_id ?? null };
    });
    return { status: 200, body: result };
  },
});

const bulkUpdateSessions = operation({
  id: "bulkUpdateSessions",
  method: "post",
  path: "/sessions/bulk_update",
  tag,
  summary: "Change many sessions alike",
  description: "All of them are changed, or none.",
  scope: "write",
  body: sessionBulkUpdate,
  responses: { 200: { description: "How many were changed.", schema: sessionBulkUpdated } },
  example: { session_ids: ["sess_01jzexample"], add_tags: ["wins"], is_archived: true },
  handler: async ({ db, projectId, body }) => {
    const updated = await updateSessions(db, projectId, body.session_ids, {
      addTags: body.add_tags,
      removeTags: body.remove_tags,
      isArchived: body.is_archived,
      status: body.status,
    }, actor);
    return { status: 200, body: { updated } };
  },
});

const getOneSession = operation({
  id: "getSession",
  method: "get",
  path: "/sessions/{session_id}",
  tag,
  summary: "Read a session",
  scope: "read",
  params,
  query: z.strictObject({ expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "The session.", schema: session } },
  isVersioned: true,
  expandable: EXPANDABLE,
  handler: async ({ sql, projectId, params, query }) => {
    const id = params.session_id!;
    const wants = (word: typeof EXPANDABLE[number]) => query.expand?.includes(word) ?? false;
    // Asked for together: of a session that is not there, they are nothing.
    const [shown, messages, issues] = await Promise.all([
      readSession(sql, projectId, id),
      wants("messages") ? pageOfMessages(sql, projectId, id, { limit: 100 }) : null,
      wants("issues")
        ? listIssues(sql, projectId, { sessionId: id }, { sort: "priority", limit: 25 })
        : null,
    ]);
    const contact = wants("contact") && shown.contact_id
      ? presentContact(await readContact(sql, projectId, shown.contact_id))
      : null;
    const body = {
      ...shown,
      ...(wants("contact") ? { contact } : {}),
      ...(messages ? { messages } : {}),
      ...(issues ? { issues: page(issues.issues.map(presentIssue), issues.nextCursor) } : {}),
    };
    return { status: 200, body };
  },
});

const hold = ({ db, projectId, params }: Call & { db: Tx }) =>
  holdSession(db, projectId, params.session_id!);

const currentSession = ({ db, projectId, params }: Call) =>
  readSession(db, projectId, params.session_id!);

const updateOneSession = operation({
  id: "updateSession",
  method: "patch",
  path: "/sessions/{session_id}",
  tag,
  summary: "Change a session",
  scope: "write",
  params,
  body: sessionUpdate,
  responses: { 200: { description: "The session as it is now.", schema: session } },
  example: { name: "Export fails in Chrome", tags: ["bug"] },
  isVersioned: true,
  current: currentSession,
  hold,
  handler: async ({ db, projectId, params, body }) => {
    await updateSession(db, projectId, params.session_id!, {
      name: body.name,
      description: body.description,
      tags: body.tags,
      status: body.status,
      isArchived: body.is_archived,
      isHumanTakeover: body.is_human_takeover,
      contactId: body.contact_id,
      customFields: body.custom_fields,
      userMetadata: body.user_metadata,
    }, actor);
    return { status: 200, body: await readSession(db, projectId, params.session_id!) };
  },
});

const deleteOneSession = operation({
  id: "deleteSession",
  method: "delete",
  path: "/sessions/{session_id}",
  tag,
  summary: "Delete a session with its messages",
  scope: "write",
  params,
  responses: { 204: { description: "It is deleted." } },
  current: currentSession,
  hold,
  handler: async ({ db, projectId, params }) => {
    await deleteSession(db, projectId, params.session_id!);
    return { status: 204 };
  },
});

/** What can be done with sessions. */
export const sessionOperations = [
  listSessions,
  createSession,
  createSessions,
  bulkUpdateSessions,
  getOneSession,
  updateOneSession,
  deleteOneSession,
];

async function readSession(db: Db, projectId: string, sessionId: string) {
  const found = await getSession(db, projectId, sessionId);
  if (!found) throw notFound("Session");
  return presentSession(found);
}
