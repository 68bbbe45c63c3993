import { currentDraft, type Draft, usageOfSession } from "../../../../../../../core/agent/mod.ts";
import { caseOfSession, type EvaluationCase } from "../../../../../../../core/evaluation/mod.ts";
import type { Message, Session, SourcePlugin } from "../../../../../../../core/contract/mod.ts";
import { type Contact, getContact } from "../../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../../core/db/mod.ts";
import { notFound } from "../../../../../../../core/errors.ts";
import { selectSessionIssues, type SessionIssue } from "../../../../../../../core/issues/mod.ts";
import { readReview } from "../../../../../../../core/review/mod.ts";
import { type Delivery, listDeliveries } from "../../../../../../../core/outbox/mod.ts";
import {
  scopeTree,
  selectSessionScopes,
  type TreeScope,
} from "../../../../../../../core/product_scopes/mod.ts";
import {
  getSession,
  isAnsweredElsewhere,
  listMessages,
  projectTags,
} from "../../../../../../../core/sessions/mod.ts";
import { sourceLabel } from "../../../../../../../components/labels.ts";

/** So many of a session's newest messages are shown; the rest is a link away. */
export const SHOWN_MESSAGES = 500;

/** Everything the page of one session shows. */
export interface SessionData {
  session: Session;
  messages: Message[];
  contact: Contact | null;
  draft: Draft | null;
  tags: string[];
  /** What it speaks of, and where it belongs. */
  issues: SessionIssue[];
  scopes: TreeScope[];
  scopeIds: string[];
  /** The session as an example of good answers; null when it is none. */
  example: EvaluationCase | null;
  /** What the agent used for it. */
  usage: Awaited<ReturnType<typeof usageOfSession>>;
  /** What the place is called where replies appear; null when they appear nowhere else. */
  elsewhere: string | null;
  /** How messages fare on their way there, by id. */
  deliveries: Record<string, Delivery>;
  /** What the review of the session did, and how it went. */
  review: Awaited<ReturnType<typeof readReview>>;
}

/** The name of a source by its plugin, or else by its id. */
export function sourceName(plugins: readonly SourcePlugin[], source: string): string {
  const plugin = plugins.find(({ manifest }) => manifest.id === source);
  return plugin?.manifest.name ?? sourceLabel(source);
}

/**
 * Reads one session with its messages.
 *
 * @param isWhole all messages, however many
 * @throws {AppError} 404
 */
export async function readSession(
  { sql, plugins }: { sql: Sql; plugins: readonly SourcePlugin[] },
  projectId: string,
  sessionId: string,
  isWhole: boolean,
): Promise<SessionData> {
  const session = await getSession(sql, projectId, sessionId);
  if (!session) throw notFound("Session");
  const name = sourceName(plugins, session.source);
  const [messages, contact, draft, tags, isElsewhere, deliveries, review, about] = await Promise
    .all([
      listMessages(sql, projectId, sessionId, isWhole ? undefined : SHOWN_MESSAGES),
      session.contact_id ? getContact(sql, projectId, session.contact_id) : null,
      session.status === "active" ? currentDraft(sql, projectId, sessionId) : null,
      projectTags(sql, projectId),
      isAnsweredElsewhere(sql, projectId, sessionId),
      listDeliveries(sql, projectId, sessionId, name),
      readReview(sql, projectId, sessionId),
      readAbout(sql, projectId, sessionId),
    ]);
  const elsewhere = isElsewhere ? name : null;
  return { session, messages, contact, draft, tags, elsewhere, deliveries, review, ...about };
}

/** What a session speaks of, and where it belongs. */
async function readAbout(sql: Sql, projectId: string, sessionId: string) {
  const [issues, scopes, chosen, example, usage] = await Promise.all([
    selectSessionIssues(sql, projectId, sessionId),
    scopeTree(sql, projectId),
    selectSessionScopes(sql, projectId, sessionId),
    caseOfSession(sql, projectId, sessionId),
    usageOfSession(sql, projectId, sessionId),
  ]);
  return { issues, scopes, scopeIds: chosen.map(({ id }) => id), example, usage };
}
