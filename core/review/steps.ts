import { ModelFailure } from "../agent/mod.ts";
import type { Db } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import { selectSessionIssues, similarIssues } from "../issues/mod.ts";
import { projectTags } from "../sessions/mod.ts";
import { type ReviewModel, UselessAnswer } from "./ask_model.ts";
import { findTags, tagDrafts } from "./classify.ts";
import { matchCustomer } from "./customer_step.ts";
import type { ReviewSession } from "./facts_sql.ts";
import { decideIssues, topicOf, withIssueTags } from "./issue_rules.ts";
import {
  classifyByModel,
  issuesByModel,
  type ModelResult,
  summariseByModel,
} from "./model_steps.ts";
import type { ReviewMessage, ReviewStep, StepResult } from "./review_model.ts";
import type { ReviewSettings } from "./settings.ts";
import { summariseByRules, tellingSentences } from "./summarise.ts";

/** What a step works on. */
export interface StepInput {
  db: Db;
  projectId: string;
  session: ReviewSession;
  messages: readonly ReviewMessage[];
  settings: ReviewSettings;
  /** Null: everything by rules. */
  model: ReviewModel | null;
  /** Why the model must not be asked any more today; null while it may. */
  spent: string | null;
  /** 1 for the first try of this step. */
  attempt: number;
  signal: AbortSignal;
}

/** How often a model is asked before our rules take over. */
const MODEL_ATTEMPTS = 3;
/** How many issues a model chooses from. */
const CANDIDATES = 12;

/** The model may answer when it is asked again; `seconds` as it wished, or null. */
export class AskAgain extends Error {
  override name = "AskAgain";
  constructor(
    message: string,
    readonly seconds: number | null,
    readonly promptTokens = 0,
    readonly completionTokens = 0,
  ) {
    super(message);
  }
}

/** The settings want a model, and there is no answer of one. */
export class ModelWanted extends Error {
  override name = "ModelWanted";
}

/**
 * Finds out what one step has to say about a session. Changes nothing.
 *
 * @throws AskAgain while a model may still answer; ModelWanted when it did not and rules may not
 * take over; the signal's reason when it was aborted
 */
export async function findByStep(step: ReviewStep, input: StepInput): Promise<StepResult> {
  const found = await find(step, input);
  return step === "issues" ? await withoutKnownLinks(input, found) : found;
}

/** Issues the session is linked to already need no decision. */
async function withoutKnownLinks(
  { db, projectId, session }: StepInput,
  found: StepResult,
): Promise<StepResult> {
  if (!found.drafts.some(({ kind }) => kind === "issue_link")) return found;
  const linked = await selectSessionIssues(db, projectId, session.id);
  const isKnown = ({ kind, subject }: StepResult["drafts"][number]) =>
    kind === "issue_link" && linked.some(({ id }) => id === subject);
  const drafts = found.drafts.filter((draft) => !isKnown(draft));
  if (drafts.length === found.drafts.length) return found;
  const titles = found.drafts.filter(isKnown).map(({ value }) => `“${value.title}”`).join(" and ");
  const note = [found.note, `It is linked to ${titles} already.`].filter(Boolean).join(" ");
  return { ...found, drafts, note };
}

async function find(step: ReviewStep, input: StepInput): Promise<StepResult> {
  if (step === "customer") {
    return byRules(await matchCustomer(input.db, input.projectId, input.session, input.messages));
  }
  const wants = wantsOf(input.session);
  if (step === "summarise" && !wants.name && !wants.description) {
    return byRules({ drafts: [], note: "Name and description are there already." });
  }
  // A trail of actions holds nobody's words: rules read it as well as any model.
  if (!input.model || input.session.session_type === "behavioral") {
    return byRules(await rules[step](input));
  }
  if (input.spent !== null) return await withoutModel(step, input, input.spent);
  try {
    const found = await models[step](input, input.model);
    return { ...found, madeBy: "model", model: input.model.settings.model };
  } catch (error) {
    input.signal.throwIfAborted();
    return await insteadOfModel(step, input, error);
  }
}

/** Which parts of a summary nobody has given. */
function wantsOf({ name, description, edited_fields }: ReviewSession) {
  return {
    name: !name && !edited_fields.includes("name"),
    description: !description && !edited_fields.includes("description"),
  };
}

type Found = { drafts: StepResult["drafts"]; note: string | null };

const rules: Record<"classify" | "summarise" | "issues", (input: StepInput) => Promise<Found>> = {
  classify: async (input) => {
    const { session, messages, db, projectId } = input;
    const tags = await projectTags(db, projectId);
    const found = await foundBy(input, tags);
    const isTrail = session.session_type === "behavioral";
    const topic = isTrail ? null : topicOf(found, messages);
    const similar = topic ? await similarIssues(db, projectId, topic.text, 5) : [];
    const all = tagDrafts(withIssueTags(found, topic, similar, tags));
    const drafts = all.filter(({ subject }) => !session.tags.includes(subject));
    if (all.length === 0) return { drafts, note: "No words of any tag were found." };
    return { drafts, note: drafts.length === 0 ? "It has all tags that were found." : null };
  },
  summarise: async (input) => {
    const { session, messages } = input;
    const found = await foundBy(input);
    const wants = wantsOf(session);
    const sessionType = session.session_type;
    const drafts = summariseByRules({ sessionType, messages, found, wants });
    return { drafts, note: drafts.length === 0 ? "No sentence says what it is about." : null };
  },
  issues: async (input) => {
    const { session, messages, db, projectId } = input;
    const topic = topicOf(await foundBy(input), messages);
    if (!topic) return { drafts: [], note: "It speaks of no trouble and no wish." };
    const similar = await similarIssues(db, projectId, topic.text, 5);
    const decided = decideIssues(topic, similar);
    // What one click did says too little for an issue of its own.
    if (session.session_type !== "behavioral") return decided;
    const links = decided.drafts.filter(({ kind }) => kind === "issue_link");
    return { drafts: links, note: links.length > 0 ? null : "No issue is alike." };
  },
};

const models: Record<
  "classify" | "summarise" | "issues",
  (input: StepInput, model: ReviewModel) => Promise<ModelResult>
> = {
  classify: async (input, model) => {
    const tags = await projectTags(input.db, input.projectId);
    const found = await classifyByModel(model, input, tags, input.signal);
    const has = input.session.tags;
    return { ...found, drafts: found.drafts.filter(({ subject }) => !has.includes(subject)) };
  },
  summarise: (input, model) => summariseByModel(model, input, wantsOf(input.session), input.signal),
  issues: async (input, model) => {
    const telling = tellingSentences(input.messages, await foundBy(input)).slice(0, 8);
    const text = telling.map((sentence) => sentence.text).join("\n");
    const { db, projectId } = input;
    const candidates = await similarIssues(db, projectId, text, CANDIDATES);
    return await issuesByModel(model, input, candidates, input.signal);
  },
};

async function foundBy(
  { db, projectId, session, messages, settings }: StepInput,
  known?: string[],
) {
  const tags = known ?? await projectTags(db, projectId);
  const words = settings.words;
  return findTags({ sessionType: session.session_type, messages, tags, words });
}

async function insteadOfModel(
  step: "classify" | "summarise" | "issues",
  input: StepInput,
  error: unknown,
): Promise<StepResult> {
  const isUseless = error instanceof UselessAnswer;
  if (!isUseless && !(error instanceof ModelFailure)) throw error;
  const used = isUseless ? error : { promptTokens: 0, completionTokens: 0 };
  const mayHelp = isUseless || error.isPassing || error.kind === "slow";
  const after = isUseless ? null : error.retryAfter;
  if (mayHelp && input.attempt < MODEL_ATTEMPTS && after !== Infinity) {
    const seconds = after === null ? null : Math.min(600, Math.ceil(after / 1_000));
    throw new AskAgain(messageOf(error), seconds, used.promptTokens, used.completionTokens);
  }
  const { promptTokens, completionTokens } = used;
  return { ...await withoutModel(step, input, messageOf(error)), promptTokens, completionTokens };
}

/** Has our rules do what a model could not, and says so; or fails where the settings want a model. */
async function withoutModel(
  step: "classify" | "summarise" | "issues",
  input: StepInput,
  reason: string,
): Promise<StepResult> {
  if (input.settings.without_model === "fail") throw new ModelWanted(reason);
  const found = byRules(await rules[step](input));
  const note = [`${reason} Our rules were used instead.`, found.note].filter(Boolean);
  return { ...found, note: note.join(" ") };
}

function byRules({ drafts, note }: Found): StepResult {
  return { drafts, note, madeBy: "rules", model: null, promptTokens: 0, completionTokens: 0 };
}
