import { invalid } from "../../../../../../../core/errors.ts";
import {
  closeIssue,
  type Closing,
  CLOSINGS,
  makeBrief,
  mergeIssue,
  removeQuote,
  reopenIssue,
  unlinkSession,
  updateIssue,
  writeBrief,
} from "../../../../../../../core/issues/mod.ts";
import type { ProjectForm } from "../../../(_parts)/person.ts";

/** What was done, and where to go on: the issue itself when absent. */
export interface Done {
  notice: string;
  /** Below the address of the issues. */
  path?: string;
}

type Action = (input: ProjectForm, issueId: string, signal: AbortSignal) => Promise<Done>;

const notices: Record<Closing, string> = {
  done: "Closed as done.",
  dismissed: "Dismissed.",
  duplicate: "Closed as a duplicate.",
};

const actions: Record<string, Action> = {
  close: async ({ form, services: { sql }, project, actor }, id) => {
    const as = CLOSINGS.find((each) => each === form.text("as"));
    if (!as) throw invalid("as", "Choose how the issue ended.");
    await closeIssue(sql, project.id, id, as, actor);
    return { notice: notices[as], ...(as === "done" ? { path: `/${id}/asked` } : {}) };
  },
  reopen: async ({ services: { sql }, project, actor }, id) => {
    await reopenIssue(sql, project.id, id, actor);
    return { notice: "Reopened." };
  },
  status: async ({ form, services: { sql }, project, actor }, id) => {
    const status = (["open", "planned", "in_progress"] as const)
      .find((each) => each === form.text("status"));
    if (!status) throw invalid("status", "Choose one of the list.");
    await updateIssue(sql, project.id, id, { status }, actor);
    return { notice: "Status changed." };
  },
  unlink: async ({ form, services: { sql }, project, actor }, id) => {
    await unlinkSession(sql, project.id, id, form.text("session"), actor);
    return { notice: "Session taken away. A review will not bring it back." };
  },
  quote: async ({ form, services: { sql }, project }, id) => {
    await removeQuote(sql, project.id, id, form.text("quote"));
    return { notice: "Quote removed." };
  },
  merge: async ({ form, services: { sql }, project, actor }, id) => {
    const kept = await mergeIssue(sql, project.id, id, form.text("into"), actor);
    return { notice: "Merged. All evidence is here now.", path: `/${kept.id}` };
  },
  brief: async ({ form, services: { sql }, project, actor }, id) => {
    const { brief } = await writeBrief(sql, project.id, id, form.text("brief"), actor);
    return { notice: brief === null ? "Brief emptied." : "Brief saved." };
  },
  make_brief: async ({ services, project, actor }, id, signal) => {
    const { sql, model } = services;
    const made = await makeBrief(sql, project.id, id, model, actor, signal);
    return {
      notice: made.modelFailure
        ? `${made.modelFailure} The brief is of the evidence alone.`
        : "Brief made.",
    };
  },
};

/**
 * Does what a button of the issue's page says.
 *
 * @throws {AppError} 400 for an unknown button, and what the action itself refuses
 */
export async function actOnIssue(
  input: ProjectForm,
  issueId: string,
  signal: AbortSignal,
): Promise<Done> {
  const name = input.form.text("do");
  if (!Object.hasOwn(actions, name)) {
    throw invalid("do", "The page does not know this action. Reload it and try again.");
  }
  return await actions[name]!(input, issueId, signal);
}
