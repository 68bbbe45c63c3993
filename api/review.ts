import { isSafeId } from "../core/access/mod.ts";
import { notFound } from "../core/errors.ts";
import { check, readJson, readText } from "../core/http/mod.ts";
import {
  type Asker,
  decide,
  type Decider,
  listDecisions,
  readReview,
  reviewSessions,
  startReview,
  WAITING_CAP,
  waitingDecisions,
} from "../core/review/mod.ts";
import { getSession } from "../core/sessions/mod.ts";
import type { ApiContext } from "./context.ts";
import { once } from "./idempotency.ts";
import { decisionBody, decisionQuery, reviewBulkBody } from "./schemas/review_body.ts";
import { queryOf } from "./schemas/session_query.ts";

/** `POST /sessions/:sessionId/review`: has a session reviewed, for the first time or again. */
export async function postReview(c: ApiContext): Promise<Response> {
  const text = await readText(c.req.raw);
  const sessionId = sessionIdOf(c);
  return await once(c, text, async (sql) => {
    const id = await startReview(sql, c.var.projectId, sessionId, askerOf(c));
    const review = { id, session_id: sessionId, status: "running" };
    return { status: 202, body: { review } };
  });
}

/** `GET /sessions/:sessionId/review`: where it stands, its newest reviews with their steps, decisions. */
export async function getReview(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const session = await getSession(sql, projectId, sessionIdOf(c));
  if (!session) throw notFound("Session");
  const { runs, decisions } = await readReview(sql, projectId, session.id);
  return c.json({ analysis_status: session.analysis_status, reviews: runs, decisions });
}

/** `POST /review`: has many sessions reviewed. */
export async function postReviews(c: ApiContext): Promise<Response> {
  const { value, text } = await readJson(c.req.raw);
  const body = check(reviewBulkBody, value, c.var.schemaStatus);
  const asker: Asker = { by: "bulk", id: askerOf(c).id };
  return await once(c, text, async (sql) => {
    const begun = await reviewSessions(sql, c.var.projectId, body.session_ids, asker);
    return { status: 202, body: { reviews: begun.size } };
  });
}

/** `GET /review`: the decisions that wait for a person, or those that were made. */
export async function getDecisions(c: ApiContext): Promise<Response> {
  const { state, limit, cursor } = check(decisionQuery, queryOf(c.req.url));
  const { services: { sql }, projectId } = c.var;
  const [page, waiting] = await Promise.all([
    listDecisions(sql, projectId, state, { limit, cursor }),
    waitingDecisions(sql, projectId),
  ]);
  return c.json({
    decisions: page.decisions,
    waiting,
    ...(waiting >= WAITING_CAP ? { waiting_is_lower_bound: true } : {}),
    ...(page.nextCursor ? { next_cursor: page.nextCursor } : {}),
  });
}

/** `PATCH /review/:decisionId`: accepts, changes, rejects or takes back a decision. */
export async function patchDecision(c: ApiContext): Promise<Response> {
  const { value: json } = await readJson(c.req.raw);
  const { action, value } = check(decisionBody, json, c.var.schemaStatus);
  const id = c.req.param("decisionId");
  if (!isSafeId(id)) throw notFound("Decision");
  const { services: { sql }, projectId } = c.var;
  const decision = await decide(sql, projectId, id, action, deciderOf(c), value ?? null);
  return c.json({ decision });
}

function sessionIdOf(c: ApiContext): string {
  const id = c.req.param("sessionId");
  if (!isSafeId(id)) throw notFound("Session");
  return id;
}

function askerOf(c: ApiContext): Asker {
  const { caller } = c.var;
  return caller.kind === "person" ? { by: "person", id: caller.user.id } : { by: "api" };
}

function deciderOf(c: ApiContext): Decider {
  const { caller } = c.var;
  return caller.kind === "person"
    ? { kind: "person", id: caller.user.id, name: caller.user.name }
    : { kind: "api", id: null };
}
