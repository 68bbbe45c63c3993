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

type Action = (
  input: ProjectForm,
  issueId: string,
  /** What follows a colon in the button's value. */
  choice: string,
  signal: AbortSignal,
) => Promise<Done>;

const notices: Record<Closing, string> = {
  done: "Closed as done.",
  dismissed: "Dismissed.",
  duplicate: "Closed as a duplicate.",
};

const actions: Record<string, Action> = {
  close: async ({ services: { sql }, project, actor }, id, choice) => {
    const as = CLOSINGS.find((each) => each === choice);
    if (!as) throw invalid("do", "Choose how the issue ended.");
    await closeIssue(sql, project.id, id, as, actor);
    return { notice: notices[as], ...(as === "done" ? { path: `/${id}/asked` } : {}) };
  },
  reopen: async ({ services: { sql }, project, actor }, id) => {
    await reopenIssue(sql, project.id, id, actor);
    return { notice: "Reopened." };
  },
  status: async ({ services: { sql }, project, actor }, id, choice) => {
    const status = (["open", "planned", "in_progress"] as const).find((each) => each === choice);
    if (!status) throw invalid("do", "Choose one of the list.");
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
  make_brief: async ({ services, project, actor }, id, _choice, signal) => {
    const { sql, model: settings, prices } = services;
    const model = settings && { settings, prices };
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
  const [name = "", choice = ""] = input.form.text("do").split(":");
  if (!Object.hasOwn(actions, name)) {
    throw invalid("do", "The page does not know this action. Reload it and try again.");
  }
  return await actions[name]!(input, issueId, choice, signal);
}
