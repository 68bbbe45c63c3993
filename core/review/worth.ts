import type { SessionType } from "../contract/mod.ts";
import type { ReviewMessage } from "./review_model.ts";
import { heardMessages, plainOf } from "./sentences.ts";

/** What tells whether a session is worth a review. */
export interface WorthInput {
  sessionType: SessionType;
  messages: readonly ReviewMessage[];
  /** The customer is a member of the project themselves. */
  isOfTeam: boolean;
}

const GREETING =
  /^(?:hi+|hello+|hey+|yo|ping|test(?:ing)?(?: \d+)?|asdf\w*(?!\w)|qwert\w*(?!\w)|foo|bar|hallo|moin|hola|bonjour|salut|ok(?:ay)?|yes|no|thanks?(?: you)?|thx|danke|gracias|merci|good (?:morning|day)|\p{P}|\p{S}|\s)+$/u;
const SPAM =
  /\b(?:seo (?:services?|agency|packages?)|backlinks?|guest posts?|rank (?:your|#?1|first)|casino|betting|viagra|cialis|crypto (?:investment|signals?|giveaway)|bitcoin (?:investment|profit)|make money (?:fast|online|from home)|loan offers?|work from home and earn|web ?(?:design|development) services|increase your (?:traffic|sales|followers)|buy (?:followers|likes|reviews)|you(?:'ve| have) won|lottery|double your|adult dating|escort)\b/giu;

/**
 * Why a session is not worth a review: nothing was said, or not by a customer, or it is advertising.
 *
 * @returns a sentence for a teammate; null when it is worth one
 */
export function whyNot({ sessionType, messages, isOfTeam }: WorthInput): string | null {
  if (messages.every(({ content }) => content.trim() === "")) return "Nothing was said.";
  if (isOfTeam) return "The customer is a member of this project: an internal conversation.";
  if (sessionType === "behavioral") return null;
  const heard = heardMessages(messages);
  if (heard.length === 0) return "No customer said anything.";
  const text = plainOf(heard.map(({ content }) => content.slice(0, 4_000)).join("\n"));
  if ((text.match(/\p{L}/gu) ?? []).length < 4 || GREETING.test(text)) {
    return "The customer only greeted, or tried the chat out.";
  }
  const signs = new Set((text.match(SPAM) ?? []).map((sign) => sign.toLowerCase())).size;
  const links = (text.match(/https?:\/\/|www\./g) ?? []).length;
  if (signs >= 2 || (signs >= 1 && links >= 1) || links >= 6 && text.length < links * 80) {
    return "It looks like advertising.";
  }
  return null;
}
