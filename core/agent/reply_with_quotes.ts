import { agrees, asksForPerson, courtesyOf } from "./intent.ts";
import { phrasesFor } from "./phrases.ts";
import { quoteAnswer } from "./quote_answer.ts";
import { plainReply, type Reply, type ReplyInput, searchForTurn } from "./reply.ts";

/**
 * The reply of an installation without a model: the best passages, quoted; or plainly that it does
 * not know, with the offer of a person. A person who was asked for is fetched.
 */
export async function replyWithQuotes(input: ReplyInput): Promise<Reply> {
  const { session, settings, turn, lastOutcome } = input;
  const phrases = phrasesFor(turn.question, settings.language);
  const newest = turn.messages.at(-1)?.content ?? turn.question;
  if (asksForPerson(turn.question) || lastOutcome === "unknown" && agrees(newest)) {
    const text = settings.handover_message || phrases.handedOver;
    return plainReply(text, "handed_over", { needsHuman: "The visitor asked for a person." });
  }
  const courtesy = courtesyOf(newest);
  if (courtesy === "thanks") return plainReply(phrases.welcome, "greeting");
  if (courtesy === "greeting" && newest === turn.question) {
    return plainReply(phrases.greeting, "greeting");
  }
  const passages = await searchForTurn(input, 2, 0.5);
  if (passages.length > 0) {
    const { text, sources } = quoteAnswer(turn.question, passages, phrases);
    return plainReply(text, "answered", { sources });
  }
  // Once a person is on the way, "I do not know" after each message would only be in the way.
  return plainReply(session.needs_human === null ? phrases.unknown : "", "unknown");
}
