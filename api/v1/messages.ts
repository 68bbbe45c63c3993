import { z } from "zod";
import { now } from "../../core/clock.ts";
import { type Db, transaction, type Tx } from "../../core/db/mod.ts";
import { invalid, notFound } from "../../core/errors.ts";
import {
  appendMessage,
  deleteMessage,
  editMessage,
  getMessage,
  getSession,
  holdSession,
  messageByExternalId,
  messagePage,
} from "../../core/sessions/mod.ts";
import { page } from "./components.ts";
import { senderOf } from "./conversation.ts";
import { paging, sorting } from "./fields.ts";
import { message, messageCreate, messageList, messageUpdate } from "./message_schemas.ts";
import { type Call, operation } from "./operation.ts";

const tag = "Messages";
const ofSession = { session_id: { description: "The session's id.", noun: "Session" } };
const params = {
  ...ofSession,
  message_id: { description: "The message's id.", noun: "Message" },
};

/**
 * A page of a session's messages. Its cursor is the place in the session, so nothing moves it.
 *
 * @throws {AppError} 400 for a cursor that is not of this list
 */
export async function pageOfMessages(
  db: Db,
  projectId: string,
  sessionId: string,
  request: { limit: number; cursor?: string; newestFirst?: boolean },
) {
  const { limit, cursor, newestFirst } = request;
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const rows = await messagePage(db, projectId, sessionId, {
    limit: limit + 1,
    after,
    newestFirst,
  });
  const shown = rows.slice(0, limit);
  return page(shown, rows.length > limit ? `m${shown.at(-1)!.sequence}` : null);
}

function placeOf(cursor: string): number {
  const [, place] = /^m(\d{1,9})$/.exec(cursor) ?? [];
  if (place) return Number(place);
  throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
}

const listMessages = operation({
  id: "listMessages",
  method: "get",
  path: "/sessions/{session_id}/messages",
  tag,
  summary: "List the messages of a session",
  scope: "read",
  params: ofSession,
  query: z.strictObject({ ...paging, sort: sorting(["sequence", "-sequence"]) }),
  responses: { 200: { description: "A page of messages.", schema: messageList } },
  handler: async ({ sql, projectId, params, query }) => {
    const sessionId = params.session_id!;
    const { limit, cursor, sort } = query;
    const request = { limit, cursor, newestFirst: sort === "-sequence" };
    const [session, body] = await Promise.all([
      getSession(sql, projectId, sessionId),
      pageOfMessages(sql, projectId, sessionId, request),
    ]);
    if (!session) throw notFound("Session");
    return { status: 200, body };
  },
});

const createMessage = operation({
  id: "createMessage",
  method: "post",
  path: "/sessions/{session_id}/messages",
  tag,
  summary: "Add a message to a session",
  description:
    "A message with an `external_id` that the session has already is not added again; it is answered with 200. A closed session takes no messages (409).",
  scope: "write",
  params: ofSession,
  body: messageCreate,
  responses: {
    201: { description: "The new message.", schema: message },
    200: { description: "The message that has this `external_id` already.", schema: message },
  },
  example: { role: "user", content: "Chrome 120 on macOS.", external_id: "comment-7" },
  isVersioned: true,
  handler: async ({ db, projectId, params, body }) => {
    const sessionId = params.session_id!;
    return await transaction(db, async (tx) => {
      const known = body.external_id
        ? await messageByExternalId(tx, projectId, sessionId, body.external_id)
        : null;
      const added = await appendMessage(tx, projectId, sessionId, {
        senderType: senderOf(body),
        senderName: body.sender_name ?? null,
        content: body.content,
        offsetMs: body.offset_ms ?? null,
        externalId: body.external_id ?? null,
        at: body.created_at,
      });
      return { status: known ? 200 : 201, body: added };
    });
  },
});

async function readMessage({ db, projectId, params }: Pick<Call, "db" | "projectId" | "params">) {
  const found = await getMessage(db, projectId, params.session_id!, params.message_id!);
  if (!found) throw notFound("Message");
  return found;
}

const getOneMessage = operation({
  id: "getMessage",
  method: "get",
  path: "/sessions/{session_id}/messages/{message_id}",
  tag,
  summary: "Read a message",
  scope: "read",
  params,
  responses: { 200: { description: "The message.", schema: message } },
  isVersioned: true,
  handler: async (call) => ({ status: 200, body: await readMessage(call) }),
});

const hold = ({ db, projectId, params }: Call & { db: Tx }) =>
  holdSession(db, projectId, params.session_id!);

const updateMessage = operation({
  id: "updateMessage",
  method: "patch",
  path: "/sessions/{session_id}/messages/{message_id}",
  tag,
  summary: "Change the text of a message",
  scope: "write",
  params,
  body: messageUpdate,
  responses: { 200: { description: "The message as it is now.", schema: message } },
  example: { content: "Chrome 121 on macOS." },
  isVersioned: true,
  current: readMessage,
  hold,
  handler: (call) =>
    held(call, async (tx) => {
      const { projectId, params, body } = call;
      await editMessage(tx, projectId, params.session_id!, params.message_id!, body.content, now());
      return { status: 200, body: await readMessage({ ...call, db: tx }) };
    }),
});

const deleteOneMessage = operation({
  id: "deleteMessage",
  method: "delete",
  path: "/sessions/{session_id}/messages/{message_id}",
  tag,
  summary: "Delete a message",
  scope: "write",
  params,
  responses: { 204: { description: "It is deleted." } },
  current: readMessage,
  hold,
  handler: (call) =>
    held(call, async (tx) => {
      const { projectId, params } = call;
      const { session_id, message_id } = params;
      if (!await deleteMessage(tx, projectId, session_id!, message_id!, now())) {
        throw notFound("Message");
      }
      return { status: 204 };
    }),
});

/** Does work on a message while nobody else changes its session. */
async function held<Result>(
  { db, projectId, params }: Pick<Call, "db" | "projectId" | "params">,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return await transaction(db, async (tx) => {
    if (!await holdSession(tx, projectId, params.session_id!)) throw notFound("Session");
    return await work(tx);
  });
}

/** What can be done with messages. */
export const messageOperations = [
  listMessages,
  createMessage,
  getOneMessage,
  updateMessage,
  deleteOneMessage,
];
