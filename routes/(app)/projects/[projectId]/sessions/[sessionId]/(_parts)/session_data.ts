import { currentDraft, type Draft } from "../../../../../../../core/agent/mod.ts";
import type { Message, Session } from "../../../../../../../core/contract/mod.ts";
import { type Contact, getContact } from "../../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../../core/db/mod.ts";
import { notFound } from "../../../../../../../core/errors.ts";
import { getSession, listMessages, projectTags } from "../../../../../../../core/sessions/mod.ts";

/** So many of a session's newest messages are shown; the rest is a link away. */
export const SHOWN_MESSAGES = 500;

/** Everything the page of one session shows. */
export interface SessionData {
  session: Session;
  messages: Message[];
  contact: Contact | null;
  draft: Draft | null;
  tags: string[];
}

/**
 * Reads one session with its messages.
 *
 * @param isWhole all messages, however many
 * @throws {AppError} 404
 */
export async function readSession(
  sql: Sql,
  projectId: string,
  sessionId: string,
  isWhole: boolean,
): Promise<SessionData> {
  const session = await getSession(sql, projectId, sessionId);
  if (!session) throw notFound("Session");
  const [messages, contact, draft, tags] = await Promise.all([
    listMessages(sql, projectId, sessionId, isWhole ? undefined : SHOWN_MESSAGES),
    session.contact_id ? getContact(sql, projectId, session.contact_id) : null,
    session.status === "active" ? currentDraft(sql, projectId, sessionId) : null,
    projectTags(sql, projectId),
  ]);
  return { session, messages, contact, draft, tags };
}
