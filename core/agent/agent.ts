import type OpenAI from "openai";
import { now } from "../clock.ts";
import type { Sql } from "../db/mod.ts";
import { messageOf } from "../errors.ts";
import type { EventHub } from "../events/mod.ts";
import { type JobHandlerOptions, RetryLater } from "../jobs/mod.ts";
import type { Embedder } from "../knowledge/mod.ts";
import { log } from "../log.ts";
import { answerSession } from "./answer_session.ts";
import { type ModelSettings, OPENAI_URL, openClient } from "./model.ts";
import type { AnswerOutlet } from "./outlet.ts";
import type { Price, Prices, Used } from "./budget.ts";
import { judgeAnswer, type Verdict } from "./judge.ts";
import { Meter } from "./meter.ts";
import { replayAnswer, type Replayed, type ReplayInput } from "./replay.ts";
import { priced } from "./usage_sql.ts";
import { pause } from "./pause.ts";
import type { Reply, ReplyInput } from "./reply.ts";
import { failedReply } from "./reply_with_model.ts";

/** What an agent is made of. */
export interface AgentOptions {
  sql: Sql;
  hub: EventHub;
  /** The model that answers. Null: answers are quotes from the knowledge. */
  model: ModelSettings | null;
  /** What the operator pays for tokens. @default {null: money is not counted} */
  prices?: Prices | null;
  /** Finds passages by their meaning, too. @default {words alone} */
  embedder?: Embedder | null;
  /** Shows answers where their sessions happen while they are written. @default {nowhere} */
  outlet?: AnswerOutlet;
}

/** How the agent answers here, and whether it can. */
export interface AgentStatus {
  mode: "model" | "quotes";
  model: string | null;
  /** The endpoint's host; null without a model. */
  host: string | null;
  /** The newest failure since the start of this process, or null once an answer came. */
  failure: { at: Date; message: string } | null;
  /** What tokens cost; null when the operator gave no prices. */
  prices: Prices | null;
}

/** The agent of all projects. */
export interface Agent {
  /**
   * Answers a session until nothing in it is unanswered. Safe to call for any session, at any time,
   * by any number of workers.
   *
   * @throws when the worker ends or the database fails; call again then
   */
  answer(projectId: string, sessionId: string, signal: AbortSignal): Promise<void>;
  /** Answers a question without storing, sending or showing anything; see `replayAnswer`. */
  replay(input: ReplayInput, signal: AbortSignal): Promise<Replayed | null>;
  /**
   * Has the model compare a new answer with a kept one; null without a model, or when it says nothing
   * that can be read.
   */
  judge(
    compared: { question: string; kept: string; answer: string },
    signal: AbortSignal,
  ): Promise<{ verdict: Verdict | null; used: Used } | null>;
  /** For `createWorker`: takes the jobs that the door enqueues for live conversations. */
  handlers: { "agent.answer": JobHandlerOptions };
  /** How it answers. */
  status(): AgentStatus;
}

/** How often a session is looked at again for newer questions before another job must do it. */
const ROUNDS = 50;
/** Milliseconds between two looks at an answer that another worker writes. */
const LOOK = 250;
/** How often it looks before it leaves the session to a later job. */
const LOOKS = 120;

/** Makes the agent. Nothing is loaded or contacted before the first answer. */
export function createAgent(options: AgentOptions): Agent {
  let client: Promise<OpenAI> | undefined;
  let failure: AgentStatus["failure"] = null;
  const { sql, hub, model, outlet, prices = null, embedder = null } = options;
  const context = {
    sql,
    hub,
    model,
    outlet,
    prices,
    embedder,
    client: () => client ??= openClient(model!),
    onReply: (reply: { error: string | null }) => {
      failure = reply.error === null ? null : { at: now(), message: reply.error };
    },
  };
  async function answer(
    projectId: string,
    sessionId: string,
    signal: AbortSignal,
    instead?: (input: ReplyInput) => Reply,
  ): Promise<void> {
    for (let rounds = 0, looks = 0; rounds < ROUNDS;) {
      signal.throwIfAborted();
      const result = await answerSession(context, projectId, sessionId, signal, instead);
      if (result === "nothing") return;
      // Whoever writes now may die: its answer is then taken over here.
      if (result === "again") rounds++;
      else if (looks++ < LOOKS) await pause(LOOK, signal);
      else throw new RetryLater(5, "Another worker writes the answer");
    }
  }
  return {
    answer: (projectId, sessionId, signal) => answer(projectId, sessionId, signal),
    replay: (input, signal) => replayAnswer(context, input, signal),
    judge: async (compared, signal) => {
      if (!model) return null;
      const meter = new Meter();
      const verdict = await judgeAnswer(await context.client(), model, compared, meter, signal);
      return { verdict, used: priced(prices, model.model, meter.used) };
    },
    handlers: {
      "agent.answer": {
        run: (job) => answer(job.projectId, job.payload.session_id, job.signal),
        backoffSeconds: 2,
        failed: async (job, error) => {
          log.error("The agent gave up on a session", {
            error,
            session_id: job.payload.session_id,
          });
          const patience = AbortSignal.timeout(30_000);
          await answer(
            job.projectId,
            job.payload.session_id,
            patience,
            (input) => failedReply(input, "It failed on our side; see the log.", messageOf(error)),
          );
        },
      },
    },
    status: () => ({
      mode: model ? "model" : "quotes",
      model: model?.model ?? null,
      host: model ? new URL(model.baseUrl ?? OPENAI_URL).host : null,
      failure,
      prices,
    }),
  };
}

/**
 * Reads the operator's settings: a model is used when a key, or an endpoint other than OpenAI's own,
 * is given.
 *
 * @returns null when neither is
 */
export function modelSettings(
  config: { openaiApiKey?: string | null; openaiBaseUrl?: string | null; openaiModel: string },
): ModelSettings | null {
  const isOwnEndpoint = Boolean(config.openaiBaseUrl) && config.openaiBaseUrl !== OPENAI_URL;
  if (!config.openaiApiKey && !isOwnEndpoint) return null;
  return {
    apiKey: config.openaiApiKey || null,
    baseUrl: config.openaiBaseUrl || OPENAI_URL,
    model: config.openaiModel,
  };
}

/**
 * What the operator pays for tokens; null when no price is given. A model without a price costs what
 * the others do; where only models are named, as much as the dearest, so that budgets hold.
 */
export function priceSettings(
  config: {
    openaiPriceInput?: number;
    openaiPriceOutput?: number;
    openaiPrices?: Record<string, Price>;
  },
): Prices | null {
  const { openaiPriceInput: input, openaiPriceOutput: output, openaiPrices: models } = config;
  if (input !== undefined && output !== undefined) return { input, output, models };
  const named = Object.values(models ?? {});
  if (named.length === 0) return null;
  return {
    input: Math.max(...named.map((price) => price.input)),
    output: Math.max(...named.map((price) => price.output)),
    models,
  };
}
