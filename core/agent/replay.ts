import type OpenAI from "openai";
import type { Message, Session } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import type { Embedder, FoundPassage } from "../knowledge/mod.ts";
import { type Prices, type Used } from "./budget.ts";
import { Meter } from "./meter.ts";
import type { ModelSettings } from "./model.ts";
import type { Reply, ReplyInput } from "./reply.ts";
import { ModelDraft, replyWithModel } from "./reply_with_model.ts";
import { replyWithQuotes } from "./reply_with_quotes.ts";
import { knowledgeSearch } from "./search.ts";
import type { AgentSettings } from "./settings.ts";
import { openTurn } from "./turn.ts";
import { priced } from "./usage_sql.ts";

/** A question to be answered once more, for nobody to read but the team. */
export interface ReplayInput {
  projectId: string;
  session: Session;
  /** How the agent shall behave, whatever the project's settings say. */
  settings: AgentSettings;
  packageIds: readonly string[];
  /** The conversation up to the question, which stands last. */
  messages: readonly Message[];
}

/** What came of it. */
export interface Replayed {
  reply: Reply;
  /** What it was made from, in the order of the marks the model saw. */
  passages: FoundPassage[];
  used: Used;
}

/** What replays are made with. */
export interface ReplayContext {
  sql: Sql;
  model: ModelSettings | null;
  client: () => Promise<OpenAI>;
  prices: Prices | null;
  embedder?: Embedder | null;
}

/**
 * Answers a question as the agent would, without storing, sending or showing anything: no session is
 * read beyond the given messages, no contact is changed, nobody is called.
 *
 * @returns null when the messages end with no question
 * @throws the signal's reason when it was aborted
 */
export async function replayAnswer(
  context: ReplayContext,
  input: ReplayInput,
  signal: AbortSignal,
): Promise<Replayed | null> {
  const { sql, prices, embedder } = context;
  const { projectId, settings, packageIds } = input;
  const turn = openTurn(input.messages, 0);
  if (!turn) return null;
  const passages: FoundPassage[] = [];
  const search = knowledgeSearch(sql, projectId, packageIds, embedder);
  const reply: ReplyInput = {
    ...{ settings, turn, lastOutcome: null },
    session: { ...input.session, needs_human: null },
    search: async (...asked) => {
      const found = await search(...asked);
      passages.push(...found.filter(({ id }) => !passages.some((known) => known.id === id)));
      return found;
    },
    collect: () => Promise.resolve({ isKept: true, told: "It is noted for the team." }),
  };
  const meter = new Meter();
  if (!context.model) {
    return { reply: await replyWithQuotes(reply), passages, used: priced(null, null, meter.used) };
  }
  const model = { ...context.model, model: settings.model || context.model.model };
  const draft = new ModelDraft(() => {});
  try {
    const said = await replyWithModel({
      ...{ ...reply, model, draft, meter, signal },
      client: await context.client(),
    });
    return { reply: said, passages: draft.passages, used: priced(prices, model.model, meter.used) };
  } finally {
    draft.writer.close();
  }
}
