import type OpenAI from "openai";
import { messageOf } from "../errors.ts";
import { randomToken } from "../id.ts";
import type { FoundPassage } from "../knowledge/mod.ts";
import { log } from "../log.ts";
import { cleanAnswer, cleanDraft } from "./clean_answer.ts";
import { DraftWriter } from "./draft.ts";
import { generate } from "./generate.ts";
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
}

/** The draft of one reply; the passages grow while the model searches. */
export class ModelDraft {
  readonly passages: FoundPassage[] = [];
  readonly writer: DraftWriter;

  /** @param send tells live readers of a piece */
  constructor(send: (piece: { offset: number; text: string }) => void) {
    this.writer = new DraftWriter({ clean: (raw) => cleanDraft(raw, this.passages), send });
  }
}

/**
 * The reply of a model. When it fails, the visitor gets one honest sentence and the team a flag with
 * the reason.
 *
 * @throws the signal's reason when it was aborted
 */
export async function replyWithModel(input: ModelReplyInput): Promise<Reply> {
  const { session, settings, turn, draft, client, model, signal } = input;
  const phrases = phrasesFor(turn.question);
  const nonce = randomToken(6);
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
      signal,
      onText: (piece) => draft.writer.add(piece),
      onRestart: () => draft.writer.restart(),
    });
    const { promptTokens, completionTokens } = generated;
    const used = { promptTokens, completionTokens };
    const { text, sources } = cleanAnswer(generated.text, passages);
    if (generated.handOver !== null) {
      const said = text.trim() || settings.handover_message || phrases.handedOver;
      const needsHuman = generated.handOver || "The visitor asked for a person.";
      return plainReply(said, "handed_over", { sources, needsHuman, ...used });
    }
    if (text.trim() === "") throw new ModelFailure("empty");
    return plainReply(text.trim(), "answered", { sources, ...used });
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

/**
 * The honest sentence for the visitor and the flag for the team when there is no answer. Said once,
 * it need not be said again while nobody has come.
 *
 * @param reason a sentence for the team
 */
export function failedReply(input: ReplyInput, reason: string, error: string): Reply {
  const isKnown = input.lastOutcome === "failed" && input.session.needs_human !== null;
  const text = isKnown ? "" : phrasesFor(input.turn.question).failed;
  return plainReply(text, "failed", { needsHuman: `The agent could not answer. ${reason}`, error });
}
