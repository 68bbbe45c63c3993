import { transaction } from "../../../../../../../core/db/mod.ts";
import { invalid } from "../../../../../../../core/errors.ts";
import { keepCase } from "../../../../../../../core/evaluation/mod.ts";
import { retrySend } from "../../../../../../../core/outbox/mod.ts";
import {
  handBack,
  type SessionPatch,
  takeOver,
  updateSession,
} from "../../../../../../../core/sessions/mod.ts";
import { unlinkSession } from "../../../../../../../core/issues/mod.ts";
import { setSessionScopes } from "../../../../../../../core/product_scopes/mod.ts";
import type { ProjectForm } from "../../../(_parts)/person.ts";
import { replyOnce } from "./reply_once.ts";

/** Does one thing with a session, and says what was done. */
type Action = (input: ProjectForm, sessionId: string) => Promise<string | undefined>;

const patch =
  (change: SessionPatch, done: string): Action => async ({ services, project, actor }, id) => {
    await updateSession(services.sql, project.id, id, change, actor);
    return done;
  };

const actions: Record<string, Action> = {
  reply: replyOnce,
  takeover: async ({ services, project, teammate }, id) => {
    await takeOver(services.sql, project.id, id, teammate);
    return "You have taken over. The agent is silent until you hand back.";
  },
  handback: async ({ services, project }, id) => {
    await handBack(services.sql, project.id, id);
    return "Handed back. The agent answers again.";
  },
  resend: async ({ form, services, project }, id) => {
    const messageId = form.text("message");
    await transaction(services.sql, (tx) => retrySend(tx, project.id, id, messageId));
    return "It is sent once more.";
  },
  close: patch({ status: "closed" }, "Session closed."),
  reopen: patch({ status: "active" }, "Session reopened."),
  archive: patch({ isArchived: true }, "Archived. Find it in the list with “Include archived”."),
  unarchive: patch({ isArchived: false }, "Taken out of the archive."),
  unlink_issue: async ({ form, services, project, actor }, id) => {
    await unlinkSession(services.sql, project.id, form.text("issue"), id, actor);
    return "Unlinked. A review will not link it again.";
  },
  scopes: async ({ form, services, project, user }, id) => {
    const who = { by: "person" as const, byId: user.id };
    await setSessionScopes(services.sql, project.id, id, form.all("scopes").filter(Boolean), who);
    return "Scopes saved.";
  },
  keep_example: async ({ services, project, user }, id) => {
    await keepCase(services.sql, project.id, { sessionId: id, by: user.id });
    return "Kept. Find it with the agent, under Examples.";
  },
  tags: async ({ form, services, project, actor }, id) => {
    const tags = form.all("tags").filter(Boolean);
    await updateSession(services.sql, project.id, id, { tags }, actor);
    return "Tags saved.";
  },
};

/**
 * Does what a button of the session page says.
 *
 * @returns a sentence that says what was done, if it needs one
 * @throws {AppError} 400 for an unknown button, and what the action itself refuses
 */
export async function act(input: ProjectForm, sessionId: string): Promise<string | undefined> {
  const name = input.form.text("do");
  if (!Object.hasOwn(actions, name)) {
    throw invalid("do", "The page does not know this action. Reload it and try again.");
  }
  return await actions[name]!(input, sessionId);
}
