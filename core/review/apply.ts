import { matchContact } from "../customers/mod.ts";
import type { Tx } from "../db/mod.ts";
import { AppError, conflict } from "../errors.ts";
import {
  createIssue,
  deleteIssue,
  getIssue,
  type IssueActor,
  linkSession,
  removeQuote,
  similarIssues,
  unlinkSession,
} from "../issues/mod.ts";
import { type Actor, updateSession } from "../sessions/mod.ts";
import {
  deleteCompanyLink,
  forgetEdited,
  insertCompanyLink,
  type ReviewSession,
} from "./facts_sql.ts";
import type { Decider, Decision, DecisionValue } from "./review_model.ts";
import { holdNewIssues, type StoredDecision } from "./decisions_sql.ts";

/** What putting a decision in place did: what is there now, and what was before. */
export interface Applied {
  applied: DecisionValue;
  before: Record<string, unknown>;
}

/** Where things are put in place. */
export interface Place {
  tx: Tx;
  projectId: string;
  /** Held by the transaction. */
  session: ReviewSession;
  at: Date;
}

/** An issue so alike that was made meanwhile is the one that a new one would be. */
const SAME_SCORE = 0.75;

/**
 * Puts a decision in place.
 *
 * @param value what is put there; the decision's own value or what a person chose instead
 * @param decider null: the review itself, which leaves alone whatever a person gave
 * @returns null when the review may not: a person was faster, or said no before
 * @throws {AppError} what the thing itself refuses, such as an unknown tag or issue
 */
export async function applyDecision(
  place: Place,
  decision: Decision,
  value: DecisionValue,
  decider: Decider | null,
): Promise<Applied | null> {
  const { session } = place;
  switch (decision.kind) {
    case "tag": {
      const before = { had: session.tags.includes(value.tag!) };
      if (!before.had) await change(place, { addTags: [value.tag!] }, decider);
      return { applied: { tag: value.tag! }, before };
    }
    case "name":
    case "description": {
      const edited = session.edited_fields.includes(decision.kind);
      if (!decider && (edited || session[decision.kind])) return null;
      await change(place, { [decision.kind]: value.text! }, decider);
      return { applied: { text: value.text! }, before: { text: session[decision.kind], edited } };
    }
    case "contact":
      return await applyContact(place, value, decider);
    case "company": {
      const { tx, projectId, at } = place;
      const by = decision.made_by === "model" ? "model" as const : "rule" as const;
      const link = { by, reason: decision.reason };
      const id = value.company_id!;
      const isNew = await insertCompanyLink(tx, projectId, session.id, id, link, at);
      return { applied: value, before: { linked: !isNew } };
    }
    case "issue_link":
      return await applyLink(place, decision, value, decider);
    case "issue_new":
      return value.issue_id
        ? await applyLink(place, decision, value, decider)
        : await applyNewIssue(place, decision, value, decider);
  }
}

async function applyContact(
  place: Place,
  value: DecisionValue,
  decider: Decider | null,
): Promise<Applied | null> {
  const { tx, projectId, session, at } = place;
  if (!decider && session.contact_id !== null) return null;
  let contactId = value.contact_id ?? null;
  if (contactId === null) {
    const customer = { email: value.email, userId: value.user_id, name: value.name };
    contactId = (await matchContact(tx, projectId, session.source, customer, at))?.contactId ??
      null;
  }
  if (contactId === null) throw conflict("This contact cannot be found or made any more.");
  await change(place, { contactId }, decider);
  return {
    applied: { ...value, contact_id: contactId },
    before: { contact_id: session.contact_id },
  };
}

async function applyLink(
  place: Place,
  decision: Decision,
  value: DecisionValue,
  decider: Decider | null,
): Promise<Applied | null> {
  const { tx, projectId, session, at } = place;
  let issue = await getIssue(tx, projectId, value.issue_id!);
  // Merged meanwhile: its evidence lives on there.
  for (let steps = 0; issue.merged_into && steps < 10; steps++) {
    issue = await getIssue(tx, projectId, issue.merged_into);
  }
  const { outcome, quoteIds } = await linkSession(
    tx,
    projectId,
    issue.id,
    {
      sessionId: session.id,
      by: decision.made_by === "model" ? "model" : "rule",
      byId: decider?.id ?? null,
      reason: decision.reason,
      quotes: decision.evidence.map(({ message_id, text }) => ({ messageId: message_id, text })),
    },
    issueActor(decider),
    at,
  );
  if (outcome === "refused") return null;
  return {
    applied: { issue_id: issue.id, title: issue.title },
    before: { linked: outcome === "known", quote_ids: quoteIds },
  };
}

async function applyNewIssue(
  place: Place,
  decision: Decision,
  value: DecisionValue,
  decider: Decider | null,
): Promise<Applied | null> {
  const { tx, projectId, at } = place;
  // Of two that would make the same issue at once, the second waits and finds it.
  await holdNewIssues(tx, projectId);
  const said = decision.evidence.map(({ text }) => text).join("\n");
  const [best] = await similarIssues(tx, projectId, `${value.title}\n${said}`, 1);
  // Another conversation about the same was decided first: one issue is enough.
  if (best && best.score >= SAME_SCORE) {
    const made = await getIssue(tx, projectId, best.id);
    if (made.created_at >= decision.created_at) {
      return await applyLink(place, decision, { issue_id: best.id }, decider);
    }
  }
  const { title, type, description } = value;
  const input = { title: title!, type, description };
  const issue = await createIssue(tx, projectId, input, issueActor(decider), at);
  const linked = await applyLink(place, decision, { issue_id: issue.id }, decider);
  return {
    applied: { ...value, issue_id: issue.id, title: issue.title },
    before: {
      ...linked?.before,
      created: true,
    },
  };
}

/**
 * Takes back what a decision put in place. What a person changed meanwhile stays.
 *
 * @throws {AppError} 409 when a person changed it meanwhile; nothing is changed then
 */
export async function undoDecision(
  place: Place,
  decision: StoredDecision,
  decider: Decider,
): Promise<void> {
  const { tx, projectId, session, at } = place;
  const { kind, applied, before } = decision;
  if (!applied || !before) return;
  switch (kind) {
    case "tag":
      if (before.had || !session.tags.includes(applied.tag!)) return;
      await change(place, { removeTags: [applied.tag!] }, decider);
      return;
    case "name":
    case "description":
      if (session[kind] !== applied.text) {
        throw conflict(`The ${kind} was changed meanwhile, and stays as it is.`);
      }
      await change(place, { [kind]: before.text as string | null }, decider);
      if (!before.edited) await forgetEdited(tx, projectId, session.id, kind);
      return;
    case "contact":
      if (session.contact_id !== applied.contact_id) {
        throw conflict("The customer was changed meanwhile, and stays as it is.");
      }
      await change(place, { contactId: before.contact_id as string | null }, decider);
      return;
    case "company":
      if (!before.linked) await deleteCompanyLink(tx, projectId, session.id, applied.company_id!);
      return;
    case "issue_link":
    case "issue_new":
      return await undoLink(place, applied, before, decider, at);
  }
}

async function undoLink(
  { tx, projectId, session }: Place,
  applied: DecisionValue,
  before: Record<string, unknown>,
  decider: Decider,
  at: Date,
): Promise<void> {
  const issueId = applied.issue_id!;
  const actor = issueActor(decider);
  if (before.linked) {
    for (const id of before.quote_ids as string[] ?? []) {
      await unlessGone(() => removeQuote(tx, projectId, issueId, id, at));
    }
    return;
  }
  await unlessGone(() => unlinkSession(tx, projectId, issueId, session.id, actor, at));
  if (!before.created) return;
  await unlessGone(async () => {
    const issue = await getIssue(tx, projectId, issueId);
    const isUntouched = issue.session_count === 0 && issue.status === "open" &&
      issue.title === applied.title && issue.brief === null && issue.merged_into === null &&
      (issue.description ?? null) === (applied.description ?? null);
    if (isUntouched) await deleteIssue(tx, projectId, issueId, at);
  });
}

/** Does what only matters while the thing is there. */
async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 404 && error.status !== 409)) throw error;
  }
}

async function change(
  { tx, projectId, session, at }: Place,
  patch: Parameters<typeof updateSession>[3],
  decider: Decider | null,
): Promise<void> {
  const actor: Actor = decider
    ? { id: decider.id, kind: decider.kind, ...(decider.name ? { name: decider.name } : {}) }
    : { id: null, kind: "review" };
  await updateSession(tx, projectId, session.id, patch, actor, at);
}

function issueActor(decider: Decider | null): IssueActor {
  return decider ?? { kind: "review", id: null };
}
