import type OpenAI from "openai";
import { messageOf } from "../errors.ts";
import { randomToken } from "../id.ts";
import type { FoundPassage } from "../knowledge/mod.ts";
import { log } from "../log.ts";
import { isBacked } from "./claims.ts";
import { cleanAnswer, settledDraft } from "./clean_answer.ts";
import { DraftWriter } from "./draft.ts";
import { generate, type Generated } from "./generate.ts";
import { expectedLanguage } from "./grounding.ts";
import { courtesyOf } from "./intent.ts";
import type { Meter } from "./meter.ts";
import type { ModelSettings } from "./model.ts";
import { ModelFailure } from "./model_failure.ts";
import { phrasesFor } from "./phrases.ts";
import { buildPrompt } from "./prompt.ts";
import { plainReply, type Reply, type ReplyInput, searchForTurn } from "./reply.ts";

/** A share of the question's words that makes a passage worth reading for a model: it can judge. */
const FLOOR = 0.25;
const PASSAGES = 6;

/** What a model's reply needs beyond {@link ReplyInput}. */
export interface ModelReplyInput extends ReplyInput {
  client: OpenAI;
  model: ModelSettings;
  signal: AbortSignal;
  draft: ModelDraft;
  meter: Meter;
}

/** The draft of one reply; the passages grow while the model searches. */
export class ModelDraft {
  readonly passages: FoundPassage[] = [];
  /** The one the answer is expected in; see `isGrounded`. */
  language = "english";
  readonly writer: DraftWriter;

  /** @param send tells live readers of a piece */
  constructor(send: (piece: { offset: number; text: string }) => void) {
    this.writer = new DraftWriter({ clean: (raw) => this.#shown(raw), send });
  }

  /** Nothing is shown before a passage is cited that holds: until then it may not be kept. */
  #shown(raw: string): string {
    const { text, sources } = settledDraft(raw, this.passages, this.language);
    return sources.length > 0 ? text.trimEnd() : "";
  }
}

/**
 * The reply of a model. When it fails, the visitor gets one honest sentence and the team a flag with
 * the reason.
 *
 * @throws the signal's reason when it was aborted
 */
export async function replyWithModel(input: ModelReplyInput): Promise<Reply> {
  const { session, settings, turn, draft, client, model, signal, earlier, collect, meter } = input;
  const nonce = randomToken(6);
  draft.language = expectedLanguage(settings, turn.question);
  draft.passages.push(...await searchForTurn(input, PASSAGES, FLOOR));
  try {
    const { passages } = draft;
    const prompt = buildPrompt({ settings, session, messages: turn.messages, passages, nonce });
    const generated = await generate({
      client,
      settings: model,
      prompt,
      passages,
      nonce,
      search: (query) => input.search(query, PASSAGES, FLOOR),
      ...{ signal, earlier, collect, meter },
      onText: (piece) => draft.writer.add(piece),
      onRestart: () => draft.writer.restart(),
    });
    return replyOf(input, generated);
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    log.warn("The agent could not answer", {
      kind: error.kind,
      detail: messageOf(error.cause),
      session_id: session.id,
    });
    return failedReply(input, error.message, `${error.kind}: ${error.message}`);
  }
}

/** What is said of what a model wrote: no passage, no claim. */
function replyOf(input: ModelReplyInput, generated: Generated): Reply {
  const { settings, turn, draft } = input;
  const phrases = phrasesFor(turn.question, settings.language);
  const { text: cleaned, sources } = cleanAnswer(
    generated.text,
    draft.passages,
    draft.language,
  );
  const text = cleaned.trim();
  if (generated.handOver !== null) {
    const said = text !== "" && isBacked(text, sources)
      ? text
      : settings.handover_message || phrases.handedOver;
    const needsHuman = generated.handOver || "The visitor asked for a person.";
    return plainReply(said, "handed_over", { sources, needsHuman });
  }
  if (text === "") throw new ModelFailure("empty");
  if (isBacked(text, sources)) return plainReply(text, "answered", { sources });
  if (generated.isNoted) return plainReply(phrases.noted, "answered");
  if (courtesyOf(turn.question) !== null) {
    const own = courtesyOf(turn.question) === "thanks" ? phrases.welcome : phrases.greeting;
    return plainReply(own, "greeting");
  }
  // Once a person is on the way, "I do not know" after each message would only be in the way.
  return plainReply(input.session.needs_human === null ? phrases.unknown : "", "unknown");
}

/**
 * The honest sentence for the visitor and the flag for the team when there is no answer. Said once,
 * it need not be said again while nobody has come.
 *
 * @param reason a sentence for the team
 */
export function failedReply(input: ReplyInput, reason: string, error: string): Reply {
  const isKnown = input.lastOutcome === "failed" && input.session.needs_human !== null;
  const text = isKnown ? "" : phrasesFor(input.turn.question, input.settings.language).failed;
  return plainReply(text, "failed", { needsHuman: `The agent could not answer. ${reason}`, error });
}

/**
 * What is said when the budget of the day is spent: the visitor gets a sentence, the team the reason.
 * As with failures, once is enough while nobody has come.
 */
export function budgetReply(input: ReplyInput, reason: string): Reply {
  const isKnown = input.lastOutcome === "budget" && input.session.needs_human !== null;
  const text = isKnown ? "" : phrasesFor(input.turn.question, input.settings.language).budget;
  return plainReply(text, "budget", { needsHuman: reason });
}
