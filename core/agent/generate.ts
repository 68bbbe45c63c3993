import type OpenAI from "openai";
import { messageOf } from "../errors.ts";
import { randomFraction } from "../id.ts";
import type { FoundPassage } from "../knowledge/mod.ts";
import { type ModelSettings, streamTurn, type Turn, type TurnRequest } from "./model.ts";
import { ModelFailure } from "./model_failure.ts";
import type { Meter } from "./meter.ts";
import { pause } from "./pause.ts";
import { type ModelMessage, passagesText } from "./prompt.ts";
import {
  agentTools,
  type ContactDetails,
  readToolCall,
  type ToolDefinition,
  type ToolRequest,
} from "./tools.ts";

/** How often the model may search before it must answer. */
const ROUNDS = 3;
/** How often one request is made in all. */
const ATTEMPTS = 3;

/** What a generation needs. */
export interface GenerateInput {
  client: OpenAI;
  settings: ModelSettings;
  prompt: ModelMessage[];
  /** The passages in the prompt; those found by searches are added. */
  passages: FoundPassage[];
  nonce: string;
  search: (query: string) => Promise<FoundPassage[]>;
  /** The visitor's own earlier conversations; absent where nobody has proven who they are. */
  earlier?: (query: string) => Promise<FoundPassage[]>;
  /** Keeps contact details and says what the model is told; absent where nothing can be kept. */
  collect?: (details: ContactDetails) => Promise<{ isKept: boolean; told: string }>;
  /** Counts what is used, also when no answer comes of it. */
  meter: Meter;
  signal: AbortSignal;
  /** Gets each further piece of the answer. */
  onText: (piece: string) => void;
  /** What was written so far is void: a search or another attempt follows. */
  onRestart: () => void;
}

/** What a model came to. */
export interface Generated {
  text: string;
  /** Why a person is wanted; null when the model does not ask for one. */
  handOver: string | null;
  /** Contact details were kept on the way. */
  isNoted: boolean;
}

/**
 * Has the model answer, with the searches it asks for.
 *
 * @throws ModelFailure when it gives no answer; the signal's reason when it was aborted
 */
export async function generate(input: GenerateInput): Promise<Generated> {
  const overall = AbortSignal.timeout(input.settings.overallTimeout ?? 180_000);
  const signal = AbortSignal.any([input.signal, overall]);
  try {
    return await converse({ ...input, signal });
  } catch (error) {
    if (overall.aborted && !input.signal.aborted) throw new ModelFailure("slow", { cause: error });
    throw error;
  }
}

async function converse(input: GenerateInput): Promise<Generated> {
  const messages = [...input.prompt];
  const offered = agentTools({ earlier: !!input.earlier, collect: !!input.collect });
  let isNoted = false;
  for (let round = 0;; round++) {
    const turn = await ask(input, messages, round < ROUNDS ? offered : []);
    const requests = turn.toolCalls.map((call) => ({ call, request: readToolCall(call) }));
    const handOver = requests.find(({ request }) => request.tool === "hand_over")?.request;
    if (handOver?.tool === "hand_over") {
      return { text: turn.text, handOver: handOver.reason, isNoted };
    }
    if (requests.length === 0 || round >= ROUNDS) {
      return { text: turn.text, handOver: null, isNoted };
    }
    input.onRestart();
    messages.push({ role: "assistant", content: turn.text, toolCalls: turn.toolCalls });
    for (const { call, request } of requests) {
      const { content, isKept } = await use(input, request);
      isNoted ||= isKept;
      messages.push({ role: "tool", content, toolCallId: call.id });
    }
  }
}

async function use(
  input: GenerateInput,
  request: ToolRequest,
): Promise<{ content: string; isKept: boolean }> {
  const { search, earlier, collect } = input;
  if (request.tool === "search_knowledge") {
    return { content: numbered(input, await search(request.query)), isKept: false };
  }
  if (request.tool === "read_earlier_conversations" && earlier) {
    return { content: numbered(input, await earlier(request.query)), isKept: false };
  }
  if (request.tool === "collect_contact_details" && collect) {
    const { isKept, told } = await collect(request.details);
    return { content: told, isKept };
  }
  const content = request.tool === "invalid" ? request.problem : "There is no such tool here.";
  return { content, isKept: false };
}

/** Numbers what is new after what the model knows already. */
function numbered(input: GenerateInput, found: FoundPassage[]): string {
  const fresh = found.filter(({ id }) => !input.passages.some((known) => known.id === id));
  const first = input.passages.length + 1;
  input.passages.push(...fresh);
  if (found.length > 0 && fresh.length === 0) {
    return "Only passages that you have already were found.";
  }
  return passagesText(fresh, first, input.nonce);
}

async function ask(
  input: GenerateInput,
  messages: ModelMessage[],
  tools: readonly ToolDefinition[],
): Promise<Turn> {
  let request: TurnRequest = { messages, tools };
  for (let attempt = 1;; attempt++) {
    try {
      const turn = await measured(input, request);
      if (turn.text.trim() === "" && turn.toolCalls.length === 0) throw new ModelFailure("empty");
      return turn;
    } catch (error) {
      if (!(error instanceof ModelFailure) || attempt >= ATTEMPTS) throw error;
      const plainer = plainerRequest(error, request);
      if (plainer) {
        request = plainer;
        continue;
      }
      if (!error.isPassing) throw error;
      const wait = error.retryAfter ?? 400 * 2 ** attempt * (0.75 + randomFraction() / 2);
      if (wait > (input.settings.longestWait ?? 10_000)) throw error;
      input.onRestart();
      await pause(wait, input.signal);
    }
  }
}

/** Asks once and counts it: what the endpoint says was used, else an estimate. */
async function measured(input: GenerateInput, request: TurnRequest): Promise<Turn> {
  const { client, settings, signal, onText, meter } = input;
  let written = 0;
  const listen = (piece: string) => {
    written += piece.length;
    onText(piece);
  };
  try {
    const turn = await streamTurn(client, settings, request, signal, listen);
    meter.add(request, turn, written);
    return turn;
  } catch (error) {
    // What was begun is paid for, whatever came of it; what was turned away is not.
    if (written > 0 || !(error instanceof ModelFailure)) meter.add(request, null, written);
    throw error;
  }
}

/** Endpoints differ in what they accept: leaves out what this one says it does not know. */
function plainerRequest(failure: ModelFailure, request: TurnRequest): TurnRequest | null {
  if (failure.kind !== "rejected") return null;
  const complaint = messageOf(failure.cause);
  if (request.usage !== false && complaint.includes("stream_options")) {
    return { ...request, usage: false };
  }
  if (request.tools.length > 0 && /\b(tools?|functions?)\b/i.test(complaint)) {
    return { ...request, tools: [] };
  }
  return null;
}
