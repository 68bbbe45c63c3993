import type { Message, Session } from "../../../../../../../core/contract/mod.ts";
import { type Sql, transaction } from "../../../../../../../core/db/mod.ts";
import { invalid, notFound } from "../../../../../../../core/errors.ts";
import {
  createIssue,
  ISSUE_TYPES,
  linkSession,
  listIssues,
  type SimilarIssue,
  similarIssues,
} from "../../../../../../../core/issues/mod.ts";
import { getSession, listMessages } from "../../../../../../../core/sessions/mod.ts";
import type { ProjectForm } from "../../../(_parts)/person.ts";

/** Messages to choose from at most: the newest ones of the customer. */
const MESSAGES = 40;
const ISSUES = 8;

/** What the page to link an issue shows. */
export interface LinkChoices {
  session: Session;
  messages: Message[];
  found: SimilarIssue[];
}

/**
 * Reads what can be quoted, and the issues it may be about; by a search when there is one.
 *
 * @throws {AppError} 404
 */
export async function readChoices(
  sql: Sql,
  projectId: string,
  sessionId: string,
  search: string,
): Promise<LinkChoices> {
  const session = await getSession(sql, projectId, sessionId);
  if (!session) throw notFound("Session");
  const all = await listMessages(sql, projectId, sessionId, 500);
  const said = all.filter(({ sender_type }) => sender_type === "user");
  // In a recording nobody is marked as the customer: whatever was said can be quoted.
  const messages = (said.length > 0 ? said : all).slice(-MESSAGES);
  const text = [session.name, session.description, ...messages.map(({ content }) => content)]
    .filter(Boolean).join("\n");
  if (search === "") {
    return { session, messages, found: await similarIssues(sql, projectId, text, ISSUES) };
  }
  const page = await listIssues(sql, projectId, { search }, { sort: "priority", limit: ISSUES });
  return { session, messages, found: page.issues.map((one) => ({ ...one, score: 0, words: [] })) };
}

/**
 * Links the session to the issue that a button names, or to a new one.
 *
 * @throws {AppError} 400 for a bad title or type, 404 for an unknown issue; nothing is stored then
 */
export async function linkFromForm(
  { form, services: { sql }, project, actor }: ProjectForm,
  sessionId: string,
): Promise<{ issueId: string; isNew: boolean }> {
  const quotes = form.all("message").map((messageId) => ({ messageId }));
  const chosen = form.text("issue");
  const isNew = chosen === "";
  return await transaction(sql, async (tx) => {
    let issueId = chosen;
    if (isNew) {
      const type = ISSUE_TYPES.find((each) => each === form.text("type"));
      if (!type) throw invalid("type", "Choose a type of the list.");
      const made = await createIssue(tx, project.id, { title: form.text("title"), type }, actor);
      issueId = made.id;
    }
    const link = { sessionId, by: "person" as const, byId: actor.id, quotes };
    await linkSession(tx, project.id, issueId, link, actor);
    return { issueId, isNew };
  });
}
