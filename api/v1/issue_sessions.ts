import { z } from "zod";
import { getIssue, linkSession, listEvidence, unlinkSession } from "../../core/issues/mod.ts";
import { input, output, page, pageOf } from "./components.ts";
import { idGiven, paging, text, time, words } from "./fields.ts";
import { issueActor } from "./issues.ts";
import { operation } from "./operation.ts";

const tag = "Issues";
const ofIssue = { issue_id: { description: "The issue's id.", noun: "Issue" } };
const linkedBy = z.enum(["person", "rule", "model", "api"]);

const quote = output(
  "Quote",
  z.strictObject({
    id: z.string(),
    message_id: z.string(),
    sequence: z.int().describe("The message's place in the session."),
    quote: z.string(),
    linked_by: linkedBy,
    reason: z.string().nullable(),
    said_at: time,
    created_at: time,
  }).describe("A passage of a message that speaks of an issue."),
);

const issueSession = output(
  "IssueSession",
  z.strictObject({
    session_id: z.string(),
    linked_by: linkedBy.nullable(),
    reason: z.string().nullable(),
    linked_at: time,
    quotes: z.array(quote).describe("Up to 20."),
  }).describe("A session that speaks of an issue, and what it says."),
);

const issueSessionList = pageOf("IssueSessionList", issueSession);

const issueSessionCreate = input(
  "IssueSessionCreate",
  z.strictObject({
    session_id: idGiven,
    quotes: z.array(
      z.strictObject({
        message_id: idGiven.optional(),
        sequence: z.int().min(1).max(2_000_000_000).optional()
          .describe("The message's place in the session, instead of its id."),
        text: words(2_000).optional().describe(
          "Its words, verbatim; the beginning of the message when left out.",
        ),
      }).refine(({ message_id, sequence }) => message_id !== undefined || sequence !== undefined, {
        path: ["message_id"],
        message: "or sequence must name the message",
        params: { code: "required" },
      }),
    ).max(20).optional(),
    reason: text(1_000).nullable().optional().describe("Why it belongs to the issue."),
  }).describe("A session that speaks of an issue."),
);

const issueSessionLinked = output(
  "IssueSessionLinked",
  z.strictObject({
    issue_id: z.string(),
    session_id: z.string(),
    quote_ids: z.array(z.string()).describe("Of the quotes that are new."),
  }).describe("A link of a session with an issue."),
);

const list = operation({
  id: "listIssueSessions",
  method: "get",
  path: "/issues/{issue_id}/sessions",
  tag,
  summary: "List the sessions that speak of an issue",
  description: "Those with the newest activity first, with what they say.",
  scope: "read",
  params: ofIssue,
  query: z.strictObject(paging),
  responses: { 200: { description: "A page of sessions with quotes.", schema: issueSessionList } },
  handler: async ({ sql, projectId, params, query }) => {
    const { id } = await getIssue(sql, projectId, params.issue_id!);
    const { evidence, nextCursor } = await listEvidence(sql, projectId, id, query);
    const shown = evidence.map(({ session_id, linked_by, reason, linked_at, quotes }) => ({
      session_id,
      linked_by,
      reason,
      linked_at,
      quotes: quotes.map((one) => ({
        id: one.id,
        message_id: one.message_id,
        sequence: one.sequence,
        quote: one.quote,
        linked_by: one.linked_by,
        reason: one.reason,
        said_at: one.said_at,
        created_at: one.created_at,
      })),
    }));
    return { status: 200, body: page(shown, nextCursor) };
  },
});

const create = operation({
  id: "linkIssueSession",
  method: "post",
  path: "/issues/{issue_id}/sessions",
  tag,
  summary: "Link a session with an issue",
  description: "Linking it again adds only quotes that are new, and is answered with 200.",
  scope: "write",
  params: ofIssue,
  body: issueSessionCreate,
  responses: {
    201: { description: "The link.", schema: issueSessionLinked },
    200: { description: "They were linked already.", schema: issueSessionLinked },
  },
  example: { session_id: "sess_01jzexample", quotes: [{ sequence: 1 }] },
  handler: async ({ db, projectId, params, body }) => {
    const { session_id, reason, quotes } = body;
    const { outcome, quoteIds } = await linkSession(db, projectId, params.issue_id!, {
      sessionId: session_id,
      by: "api",
      byId: null,
      reason,
      quotes: quotes?.map(({ message_id, sequence, text }) => ({
        messageId: message_id,
        sequence,
        text,
      })),
    }, issueActor);
    const link = { issue_id: params.issue_id, session_id, quote_ids: quoteIds };
    return { status: outcome === "linked" ? 201 : 200, body: link };
  },
});

const remove = operation({
  id: "unlinkIssueSession",
  method: "delete",
  path: "/issues/{issue_id}/sessions/{session_id}",
  tag,
  summary: "Take a session away from an issue",
  description: "Its quotes go with it; a review does not bring them back.",
  scope: "write",
  params: { ...ofIssue, session_id: { description: "The session's id.", noun: "Link" } },
  responses: { 204: { description: "They are not linked any more." } },
  handler: async ({ db, projectId, params }) => {
    await unlinkSession(db, projectId, params.issue_id!, params.session_id!, issueActor);
    return { status: 204 };
  },
});

/** What can be done with the sessions of an issue. */
export const issueSessionOperations = [list, create, remove];
