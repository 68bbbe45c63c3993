import type { Message } from "../contract/mod.ts";

/** What the agent has to answer now. */
export interface OpenTurn {
  /** The customer's messages since the last answer, joined. */
  question: string;
  /** The customer's message before those, which short questions refer to; or null. */
  before: string | null;
  /** The newest message that will be answered. */
  sequence: number;
  /** The conversation up to that message. */
  messages: Message[];
}

/**
 * Finds what is unanswered: the customer's newest messages, unless a person or a bot spoke after
 * them. An answer of ours after them counts only when it was made with them in view: one that was
 * being written when they arrived did not know them.
 *
 * @param answeredThrough the newest message that an answer of the agent covers; 0 for none
 * @returns null when there is nothing to answer
 */
export function openTurn(messages: readonly Message[], answeredThrough: number): OpenTurn | null {
  const lastIndex = messages.findLastIndex(({ sender_type }) => sender_type === "user");
  const last = messages[lastIndex];
  if (!last || last.sequence <= answeredThrough) return null;
  const later = messages.slice(lastIndex + 1);
  // Without any answer of ours on record, an answer in the conversation was imported with it.
  if (later.some(({ sender_type }) => sender_type !== "ai" || answeredThrough === 0)) return null;
  const customer = messages.filter(({ sender_type }) => sender_type === "user");
  let from = customer.length - 1;
  while (from > 0 && isOpen(messages, customer[from - 1]!, customer[from]!, answeredThrough)) {
    from--;
  }
  const asked = customer.slice(from);
  return {
    question: asked.map(({ content }) => content).join("\n"),
    before: customer[from - 1]?.content ?? null,
    sequence: last.sequence,
    // The question stands at the end, also when an answer was stored while it arrived.
    messages: [...messages.filter((message) => !asked.includes(message)), ...asked],
  };
}

/** Whether the message before belongs to the same question: nobody answered in between. */
function isOpen(
  messages: readonly Message[],
  before: Message,
  after: Message,
  answeredThrough: number,
): boolean {
  if (before.sequence <= answeredThrough) return false;
  return !messages.some(({ sequence, sender_type }) =>
    sequence > before.sequence && sequence < after.sequence && sender_type !== "user" &&
    !(sender_type === "ai" && answeredThrough > 0)
  );
}
