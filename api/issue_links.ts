import { isSafeId } from "../core/access/mod.ts";
import { notFound } from "../core/errors.ts";
import { check, readJson } from "../core/http/mod.ts";
import {
  getIssue,
  issueQuery,
  linkSession,
  listEvidence,
  removeQuote,
  unlinkSession,
} from "../core/issues/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { issueActor, issueIdOf } from "./issues.ts";
import { issueLinkBody } from "./schemas/issue_body.ts";
import { queryOf } from "./schemas/session_query.ts";

/** `GET /links`: the sessions that speak of an issue, newest activity first, with their quotes. */
export async function getIssueLinks(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const { limit, cursor } = check(
    issueQuery.pick({ limit: true, cursor: true }),
    queryOf(c.req.url),
  );
  const issue = await getIssue(sql, projectId, issueIdOf(c));
  const page = await listEvidence(sql, projectId, issue.id, { limit, cursor });
  return c.json({
    links: page.evidence,
    total: issue.session_count,
    ...(page.nextCursor ? { next_cursor: page.nextCursor } : {}),
  });
}

/** `POST /links`: links a session with what was said. */
export async function postIssueLink(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(issueLinkBody, value, c.var.schemaStatus);
  const issueId = issueIdOf(c);
  const actor = issueActor(c);
  return await once(c, text, async (sql) => {
    const { outcome, quoteIds } = await linkSession(sql, c.var.projectId, issueId, {
      sessionId: body.session_id,
      by: actor.kind === "person" ? "person" : "api",
      byId: actor.id,
      reason: body.reason,
      quotes: body.quotes?.map(({ message_id, sequence, text }) => ({
        messageId: message_id,
        sequence,
        text,
      })),
    }, actor);
    const link = { issue_id: issueId, session_id: body.session_id, quote_ids: quoteIds };
    return { status: outcome === "linked" ? 201 : 200, body: { link } };
  });
}

/** `DELETE /links/:sessionId`: takes a session away from an issue, with its quotes. */
export async function removeIssueLink(c: ApiContext): Promise<Response> {
  const sessionId = c.req.param("sessionId");
  if (!isSafeId(sessionId)) throw notFound("Link");
  const { services: { sql }, projectId } = c.var;
  await unlinkSession(sql, projectId, issueIdOf(c), sessionId, issueActor(c));
  return c.body(null, 204);
}

/** `DELETE /quotes/:quoteId`: removes one quote. */
export async function removeIssueQuote(c: ApiContext): Promise<Response> {
  const quoteId = c.req.param("quoteId");
  if (!isSafeId(quoteId)) throw notFound("Quote");
  await removeQuote(c.var.services.sql, c.var.projectId, issueIdOf(c), quoteId);
  return c.body(null, 204);
}
