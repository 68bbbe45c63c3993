import type { MessageSource, Session } from "../contract/mod.ts";
import type { FoundPassage } from "../knowledge/mod.ts";
import type { AnswerOutcome } from "./agent_sql.ts";
import type { AgentSettings } from "./settings.ts";
import type { ContactDetails } from "./tools.ts";
import type { OpenTurn } from "./turn.ts";

/** What the agent came to, about to be stored. */
export interface Reply {
  /** Empty: nothing is said, because it was said before. */
  text: string;
  sources: MessageSource[];
  outcome: AnswerOutcome;
  /** Why a person is asked for, as the team reads it; null when none is. */
  needsHuman: string | null;
  /** What went wrong, for the record. */
  error: string | null;
}

/** What a reply is made from. */
export interface ReplyInput {
  session: Session;
  settings: AgentSettings;
  turn: OpenTurn;
  /** What the last answer came to. */
  lastOutcome: AnswerOutcome | null;
  /** Searches the project's knowledge; see `SearchOptions` of core/knowledge. */
  search: (question: string, limit: number, floor: number) => Promise<FoundPassage[]>;
  /** The visitor's own earlier conversations; absent where nobody has proven who they are. */
  earlier?: (query: string) => Promise<FoundPassage[]>;
  /** Keeps contact details and says what the model is told; absent where nothing can be kept. */
  collect?: (details: ContactDetails) => Promise<{ isKept: boolean; told: string }>;
}

/** A reply of plain text. */
export function plainReply(
  text: string,
  outcome: AnswerOutcome,
  rest: Partial<Reply> = {},
): Reply {
  return {
    text,
    sources: [],
    outcome,
    needsHuman: null,
    error: null,
    ...rest,
  };
}

/** Searches for the question; one that means nothing alone is read with the message before it. */
export async function searchForTurn(
  input: ReplyInput,
  limit: number,
  floor: number,
): Promise<FoundPassage[]> {
  const { question, before } = input.turn;
  const found = await input.search(question, limit, floor);
  if (found.length > 0 || before === null || question.length > 200) return found;
  return await input.search(`${before}\n${question}`, limit, floor);
}
