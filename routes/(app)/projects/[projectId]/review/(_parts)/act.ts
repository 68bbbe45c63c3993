import { isSafeId } from "../../../../../../core/access/mod.ts";
import { findCompany, findContact } from "../../../../../../core/customers/mod.ts";
import type { Sql } from "../../../../../../core/db/mod.ts";
import { invalid, notFound } from "../../../../../../core/errors.ts";
import {
  decide,
  DECISION_ACTIONS,
  type DecisionAction,
  type DecisionValue,
  startReview,
} from "../../../../../../core/review/mod.ts";
import type { ProjectForm } from "../../(_parts)/person.ts";
import { decisionLine } from "./decision_text.ts";

const done: Record<DecisionAction, string> = {
  accept: "Accepted:",
  change: "Changed:",
  reject: "Rejected:",
  undo: "Undone:",
};

/**
 * Does what a button of the review says.
 *
 * @returns a sentence that says what was done
 * @throws {AppError} 400 for an unknown button, and what the decision itself refuses
 */
export async function act({ form, services, project, user }: ProjectForm): Promise<string> {
  const action = form.text("do");
  if (action === "review") {
    const sessionId = form.text("session");
    if (!isSafeId(sessionId)) throw notFound("Session");
    await startReview(services.sql, project.id, sessionId, { by: "person", id: user.id });
    return "The review has begun.";
  }
  if (!(DECISION_ACTIONS as readonly string[]).includes(action)) {
    throw invalid("do", "The page does not know this action. Reload it and try again.");
  }
  const id = form.text("decision");
  if (!isSafeId(id)) throw notFound("Decision");
  const decider = { kind: "person" as const, id: user.id, name: user.name };
  const name = action as DecisionAction;
  const value = name === "change" ? await valueOf(services.sql, project.id, form) : null;
  const decision = await decide(services.sql, project.id, id, name, decider, value);
  return `${done[name]} ${decisionLine(decision)}.`;
}

/** What the form says is to be put in place; customers and companies by what was typed of them. */
async function valueOf(
  sql: Sql,
  projectId: string,
  form: ProjectForm["form"],
): Promise<DecisionValue> {
  const value: DecisionValue = {};
  for (const field of ["tag", "text", "issue_id", "title"] as const) {
    const text = form.text(field);
    if (text !== "") value[field] = text;
  }
  const [customer, company] = [form.text("customer"), form.text("company")];
  if (customer !== "") value.contact_id = (await findContact(sql, projectId, customer)).id;
  if (company !== "") value.company_id = (await findCompany(sql, projectId, company)).id;
  return value;
}
