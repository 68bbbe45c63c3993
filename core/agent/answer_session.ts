import type OpenAI from "openai";
import { now } from "../clock.ts";
import type { Message, Session } from "../contract/mod.ts";
import { type Sql, transaction } from "../db/mod.ts";
import type { EventHub } from "../events/mod.ts";
import { newId, randomToken } from "../id.ts";
import { type Embedder, packagesOfSession } from "../knowledge/mod.ts";
import { findProject } from "../projects/mod.ts";
import { getSession, listMessages, requestHuman, storeAnswer } from "../sessions/mod.ts";
import { type Prices, spentReason } from "./budget.ts";
import {
  type AnswerKey,
  type AnswerOutcome,
  claimAnswer,
  finishAnswer,
  readAnswered,
  releaseAnswer,
  removeAnswer,
} from "./agent_sql.ts";
import { keepDetails } from "./contact_details.ts";
import { earlierConversations } from "./earlier.ts";
import { Keeper, Stopped } from "./keeper.ts";
import type { ModelSettings } from "./model.ts";
import type { AnswerOutlet, ShownAnswer } from "./outlet.ts";
import type { Reply, ReplyInput } from "./reply.ts";
import { Meter } from "./meter.ts";
import { budgetReply, ModelDraft, replyWithModel } from "./reply_with_model.ts";
import { replyWithQuotes } from "./reply_with_quotes.ts";
import { knowledgeSearch } from "./search.ts";
import { readAgentSettings } from "./settings.ts";
import { openTurn } from "./turn.ts";
import { requiresProof } from "../visitors/mod.ts";
import { isVerified } from "./visitor_sql.ts";
import { chargeUsage, noteRefused, priced, usageOfDay } from "./usage_sql.ts";

/** What the agent works with. */
export interface AgentContext {
  sql: Sql;
  hub: EventHub;
  /** Null: without a model it quotes. */
  model: ModelSettings | null;
  client: () => Promise<OpenAI>;
  /** What the operator pays; null: money is not counted. */
  prices: Prices | null;
  /** Finds passages by their meaning, too. @default {words alone} */
  embedder?: Embedder | null;
  /** Told of every reply. */
  onReply: (reply: Reply) => void;
  /** Shows answers where their sessions happen while they are written. @default {nowhere} */
  outlet?: AnswerOutlet;
}

/** `again`: something was answered, newer questions may wait. `busy`: another worker answers now. */
export type AnswerResult = "nothing" | "again" | "busy";

/**
 * Answers what is unanswered in a session, once, if the agent may speak there.
 *
 * @param instead said in place of an answer, when making one has failed for good
 * @throws the signal's reason when the worker ends; the answer can then be begun again at once
 */
export async function answerSession(
  context: AgentContext,
  projectId: string,
  sessionId: string,
  signal: AbortSignal,
  instead?: (input: ReplyInput) => Reply,
): Promise<AnswerResult> {
  const { sql } = context;
  const session = await getSession(sql, projectId, sessionId);
  if (!session || session.status !== "active" || session.is_human_takeover) return "nothing";
  const [project, isProven] = await Promise.all([
    findProject(sql, projectId),
    isVerified(sql, projectId, sessionId),
  ]);
  const projectSettings = project?.settings;
  const settings = readAgentSettings(projectSettings);
  if (!settings.enabled || !await readOpenTurn(sql, projectId, sessionId)) return "nothing";

  // Another model of the same endpoint: neither its address nor its key is the project's to choose.
  const model = context.model && { ...context.model, model: settings.model || context.model.model };
  const wanted = { projectId, sessionId, messageId: newId("msg"), writer: randomToken(9) };
  const messageId = await transaction(sql, (tx) =>
    claimAnswer(
      tx,
      { ...wanted, ownershipVersion: session.ownership_version, model: model?.model ?? null },
      now(),
    ));
  if (messageId === null) return "busy";
  const key = { ...wanted, messageId };
  // Another worker may have answered between the look and the claim.
  const open = await readOpenTurn(sql, projectId, sessionId);
  if (!open) {
    await removeAnswer(sql, key);
    return "nothing";
  }
  const packageIds = await packagesOfSession(sql, projectId, projectSettings, session);
  const search = knowledgeSearch(sql, projectId, packageIds, context.embedder);
  const input = {
    ...{ session, settings, turn: open.turn, lastOutcome: open.lastOutcome, search },
    ...visitorTools(sql, session, isProven, open.turn.messages, projectSettings),
  };
  return await write({ ...context, model }, key, input, signal, instead);
}

/** What the agent may do for this visitor, and only for this one. */
function visitorTools(
  sql: Sql,
  session: Session,
  isProven: boolean,
  messages: readonly Message[],
  projectSettings: Record<string, unknown> | undefined,
): Pick<ReplyInput, "earlier" | "collect"> {
  const projectId = session.project_id;
  const mayChangeContact = isProven || !requiresProof(projectSettings);
  const place = { projectId, session, messages, mayChangeContact };
  return {
    collect: (details) => keepDetails(sql, place, details),
    ...(isProven
      ? { earlier: (query) => earlierConversations(sql, projectId, session.id, query) }
      : {}),
  };
}

async function readOpenTurn(sql: Sql, projectId: string, sessionId: string) {
  const [messages, answered] = await Promise.all([
    listMessages(sql, projectId, sessionId),
    readAnswered(sql, projectId, sessionId),
  ]);
  const turn = openTurn(messages, answered.sequence);
  return turn && { turn, lastOutcome: answered.outcome as AnswerOutcome | null };
}

async function write(
  context: AgentContext,
  key: AnswerKey,
  input: ReplyInput,
  signal: AbortSignal,
  instead?: (input: ReplyInput) => Reply,
): Promise<AnswerResult> {
  const { sql, hub, model } = context;
  const { projectId, sessionId, messageId } = key;
  const tell = (type: "draft" | "draft_end" | "typing", data: Record<string, unknown>) =>
    hub.ephemeral(projectId, sessionId, type, data);
  const meter = new Meter();
  let shown: ShownAnswer | null | undefined;
  const draft = new ModelDraft((piece) => {
    tell("draft", { message_id: messageId, ...piece });
    if (shown === undefined) shown = context.outlet?.begin(input.session, messageId) ?? null;
    shown?.write(draft.writer.text);
  });
  const keeper = new Keeper({
    ...{ sql, hub, key, signal },
    text: () => draft.writer.text,
    onStored: (text) => {
      draft.writer.stored(text);
      if (model && text === "") tell("typing", { who: "agent", name: input.settings.name });
    },
  });
  await keeper.start();
  try {
    if (model && !instead) tell("typing", { who: "agent", name: input.settings.name });
    const spent = model && !instead ? await spentToday(context, projectId, input) : null;
    const reply = instead
      ? instead(input)
      : spent !== null
      ? budgetReply(input, spent)
      : model
      ? await replyWithModel({
        ...{ ...input, model, draft, meter },
        client: await context.client(),
        signal: keeper.signal,
      })
      : await replyWithQuotes(input);
    keeper.signal.throwIfAborted();
    draft.writer.close();
    await keeper.release();
    const message = await store(context, key, input, reply, meter);
    shown?.end(message ? "stored" : "dropped");
    if (draft.writer.isVisible) {
      if (message) await keeper.announced(message.sequence);
      tell("draft_end", { message_id: messageId, stored: message !== null });
    }
    context.onReply(reply);
    return "again";
  } catch (error) {
    draft.writer.close();
    await keeper.release();
    if (error instanceof Stopped) {
      const result = await give(context, key, error, tell, meter);
      shown?.end(error.by === "owner" ? "dropped" : "left");
      return result;
    }
    await releaseAnswer(sql, key).catch(() => {});
    await chargeUsage(sql, projectId, priced(context.prices, modelOf(context), meter.used), now())
      .catch(() => {});
    throw error;
  } finally {
    shown?.end("left");
    await keeper.close();
  }
}

/** Somebody else has the word: what was written is dropped, and its readers are told. */
async function give(
  context: AgentContext,
  key: AnswerKey,
  stopped: Stopped,
  tell: (type: "draft_end", data: Record<string, unknown>) => void,
  meter: Meter,
): Promise<AnswerResult> {
  const { sql } = context;
  const used = priced(context.prices, modelOf(context), meter.used);
  await chargeUsage(sql, key.projectId, used, now());
  if (stopped.by === "writer") return "busy";
  await finishAnswer(sql, key, { ...ended, ...used, status: "dropped" }, now());
  tell("draft_end", { message_id: key.messageId, stored: false });
  return "nothing";
}

const modelOf = ({ model }: AgentContext) => model?.model ?? null;

const ended = {
  outcome: null,
  text: "",
  answeredSequence: 0,
  error: null,
};

/** Why today's budget does not allow another answer; null while it does. Costs a look at one row. */
async function spentToday(
  { sql, prices }: AgentContext,
  projectId: string,
  { settings }: ReplyInput,
): Promise<string | null> {
  if (settings.daily_tokens === null && settings.daily_cost === null) return null;
  return spentReason(settings, await usageOfDay(sql, projectId, now()), prices);
}

/**
 * Stores a reply if the session still has the owner it had when the reply was begun, and if nobody
 * else has written the answer meanwhile.
 *
 * @returns the message, or null when there is none
 * @throws Stopped when another worker has the answer
 */
async function store(
  context: AgentContext,
  key: AnswerKey,
  input: { session: Session; turn: { sequence: number } },
  reply: Reply,
  meter: Meter,
): Promise<Message | null> {
  const { projectId, sessionId, messageId } = key;
  const version = input.session.ownership_version;
  return await transaction(context.sql, async (tx) => {
    const content = { id: messageId, content: reply.text, sources: reply.sources };
    const isSilent = reply.text === "";
    const message = isSilent
      ? null
      : await storeAnswer(tx, projectId, sessionId, version, content, now());
    const { outcome, error } = reply;
    const used = priced(context.prices, modelOf(context), meter.used);
    const status = isSilent ? "silent" : message ? "stored" : "dropped";
    // A stored answer is a message; only one that was dropped is kept here.
    const text = message ? "" : reply.text;
    const answeredSequence = input.turn.sequence;
    const end = { status, outcome, text, answeredSequence, ...used, error };
    if (!await finishAnswer(tx, key, end as never, now())) throw new Stopped("writer");
    if (message && reply.needsHuman !== null) {
      await requestHuman(tx, projectId, sessionId, reply.needsHuman, now());
    }
    // Last: all answers of a project count on this one row.
    if (outcome === "budget") await noteRefused(tx, projectId, now());
    else await chargeUsage(tx, projectId, { ...used, answers: message ? 1 : 0 }, now());
    return message;
  });
}
