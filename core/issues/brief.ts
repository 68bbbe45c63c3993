import { now } from "../clock.ts";
import {
  chargeUsage,
  costMicros,
  type ModelSettings,
  type Prices,
  readAgentSettings,
  spentReason,
  usageOfDay,
} from "../agent/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { conflict, invalid, messageOf } from "../errors.ts";
import { log } from "../log.ts";
import { findProject } from "../projects/mod.ts";
import { cleanText } from "../text.ts";
import { briefByModel } from "./brief_model.ts";
import { type BriefInput, briefText } from "./brief_text.ts";
import { selectAskingCompanies, selectNewestQuotes } from "./evidence_sql.ts";
import { insertChange } from "./history_sql.ts";
import { announce, getIssue, lockedIssue } from "./issues.ts";
import type { BriefSource, Issue, IssueActor } from "./issues_model.ts";
import { updateIssueRow } from "./issues_sql.ts";

/** The longest brief, in characters. */
export const BRIEF_LENGTH = 20_000;
/** How many quotes a brief is made from. */
const QUOTES = 100;

/** The model that writes briefs, and what it costs. */
export interface BriefModel {
  settings: ModelSettings;
  /** Null when the operator gave no prices. */
  prices: Prices | null;
}

/** What came of making a brief. */
export interface MadeBrief {
  issue: Issue;
  /** Why the model could not be used, when it could not: the brief is then of the evidence alone. */
  modelFailure: string | null;
}

/**
 * Keeps a brief that a person wrote; an empty one takes the brief away, so that one can be made again.
 *
 * @throws {AppError} 404, 409 for a merged issue, 400 when it is too long
 */
export async function writeBrief(
  sql: Sql | Tx,
  projectId: string,
  issueId: string,
  text: string,
  actor: IssueActor,
  at: Date = now(),
): Promise<Issue> {
  const clean = cleanText(text).trim();
  if (clean.length > BRIEF_LENGTH) {
    throw invalid("brief", "The brief is too long. Use at most 20,000 characters.", "too_long");
  }
  return await transaction(sql, async (tx) => {
    const before = await lockedIssue(tx, projectId, issueId);
    if (clean === (before.brief ?? "")) return before;
    const source = clean === "" ? null : "written";
    return await store(tx, projectId, issueId, clean, source, actor.id, actor, at);
  });
}

/**
 * Makes a brief of the evidence: with a model when there is one and it answers, else by rules.
 *
 * @param model null when none is configured
 * @throws {AppError} 404; 409 for a merged issue, or when a person wrote the brief: that stays
 */
export async function makeBrief(
  sql: Sql,
  projectId: string,
  issueId: string,
  model: BriefModel | null,
  actor: IssueActor,
  signal: AbortSignal,
  at: Date = now(),
): Promise<MadeBrief> {
  const issue = await getIssue(sql, projectId, issueId);
  assertReplaceable(issue);
  const [companies, quotes] = await Promise.all([
    selectAskingCompanies(sql, projectId, issueId, 5),
    selectNewestQuotes(sql, projectId, issueId, QUOTES),
  ]);
  const input: BriefInput = { issue, companies, quotes };
  // Without a word of a customer a model could only make things up.
  const hasWords = quotes.length > 0 || issue.description !== null;
  const { text: byModel, failure } = model && hasWords
    ? await askModel(sql, projectId, model, input, signal, at)
    : { text: null, failure: null };
  const text = byModel ?? briefText(input);
  const source = byModel === null ? "generated" : "model";
  // No transaction was open while the model wrote: somebody may have written one meanwhile.
  const stored = await transaction(sql, async (tx) => {
    assertReplaceable(await lockedIssue(tx, projectId, issueId));
    const by = byModel === null ? null : model!.settings.model;
    return await store(tx, projectId, issueId, text, source, by, actor, at);
  });
  return { issue: stored, modelFailure: failure };
}

/** Asks the model within the project's daily budget; says why there is no text when there is none. */
async function askModel(
  sql: Sql,
  projectId: string,
  { settings, prices }: BriefModel,
  input: BriefInput,
  signal: AbortSignal,
  at: Date,
): Promise<{ text: string | null; failure: string | null }> {
  const budget = readAgentSettings((await findProject(sql, projectId))?.settings ?? {});
  const spent = spentReason(budget, await usageOfDay(sql, projectId, at), prices);
  if (spent) return { text: null, failure: spent };
  const used = { promptTokens: 0, completionTokens: 0 };
  try {
    return { text: await briefByModel(settings, input, used, signal), failure: null };
  } catch (error) {
    signal.throwIfAborted();
    log.warn("A model wrote no brief", { error });
    return { text: null, failure: messageOf(error) };
  } finally {
    await chargeUsage(sql, projectId, {
      ...used,
      costMicros: costMicros(prices, settings.model, used),
    }, at);
  }
}

function assertReplaceable(issue: Issue): void {
  if (issue.brief_source !== "written") return;
  throw conflict("A person wrote the brief, and it stays. Empty it first to have one made.");
}

async function store(
  tx: Tx,
  projectId: string,
  issueId: string,
  text: string,
  source: BriefSource | null,
  by: string | null,
  actor: IssueActor,
  at: Date,
): Promise<Issue> {
  await updateIssueRow(tx, projectId, issueId, {
    brief: text === "" ? null : text.slice(0, BRIEF_LENGTH),
    brief_source: source,
    brief_by: source === null ? null : by,
    brief_at: source === null ? null : at,
    updated_at: at,
  });
  await insertChange(tx, projectId, issueId, "brief", actor, { source }, at);
  await announce(tx, projectId, issueId, "issue.updated", at, { fields: ["brief"] });
  return await getIssue(tx, projectId, issueId);
}
