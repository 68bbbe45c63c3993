import type OpenAI from "openai";
import { type FailureKind, ModelFailure } from "./model_failure.ts";
import type { ModelMessage } from "./prompt.ts";
import type { ToolCall, ToolDefinition } from "./tools.ts";

/** Which model answers, and how long it may take. */
export interface ModelSettings {
  /** Null for endpoints that want none. */
  apiKey: string | null;
  /** Null for OpenAI's own. */
  baseUrl: string | null;
  model: string;
  /** Milliseconds until the first sign of an answer. @default 45000 */
  firstTokenTimeout?: number;
  /** Milliseconds between two signs. @default 30000 */
  stallTimeout?: number;
  /** Milliseconds for a whole answer with its searches. @default 180000 */
  overallTimeout?: number;
  /** The longest wait that a model may ask for before we give up, in milliseconds. @default 10000 */
  longestWait?: number;
}

/** OpenAI's own endpoint. */
export const OPENAI_URL = "https://api.openai.com/v1";

/** What a model is asked. */
export interface TurnRequest {
  messages: readonly ModelMessage[];
  /** None: the model can only write. */
  tools: readonly ToolDefinition[];
  /** Whether to ask for the count of tokens; some endpoints refuse to be asked. @default true */
  usage?: boolean;
  /** The shape the answer has to have, as the endpoint's `response_format`. */
  responseFormat?: unknown;
}

/** What a model answered: text, tool calls, or both. */
export interface Turn {
  text: string;
  toolCalls: ToolCall[];
  promptTokens: number;
  completionTokens: number;
}

/** What a stream can hold: the rest of a chunk does not concern us. */
interface Chunk {
  choices?: {
    delta?: {
      content?: string | null;
      refusal?: string | null;
      tool_calls?: {
        index?: number;
        id?: string;
        function?: { name?: string; arguments?: string };
      }[];
    };
    finish_reason?: string | null;
  }[];
  usage?: { prompt_tokens?: number; completion_tokens?: number } | null;
}

/** The most tool calls and characters of their arguments that one turn may hold. */
const MOST_CALLS = 4;
const MOST_ARGUMENTS = 20_000;

/**
 * Asks the model once and reads its answer as it is written.
 *
 * @param onText gets each further piece of text
 * @throws ModelFailure when there is no complete answer; the signal's reason when it was aborted
 */
export async function streamTurn(
  client: OpenAI,
  settings: ModelSettings,
  request: TurnRequest,
  signal: AbortSignal,
  onText: (piece: string) => void,
): Promise<Turn> {
  const stop = new AbortController();
  const slow = () => stop.abort(new ModelFailure("slow"));
  let timer = setTimeout(slow, settings.firstTokenTimeout ?? 45_000);
  const forward = () => stop.abort(signal.reason);
  signal.addEventListener("abort", forward, { once: true });
  if (signal.aborted) forward();
  try {
    const stream = await client.chat.completions.create(bodyOf(settings, request) as never, {
      signal: stop.signal,
    }) as unknown as AsyncIterable<Chunk>;
    const reading = new TurnReader(onText);
    for await (const chunk of stream) {
      clearTimeout(timer);
      timer = setTimeout(slow, settings.stallTimeout ?? 30_000);
      reading.take(chunk);
    }
    stop.signal.throwIfAborted();
    return reading.finish();
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    throw error instanceof ModelFailure ? error : failureOf(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", forward);
    stop.abort();
  }
}

/** Opens a client; the package is large and is loaded only when a model is configured and asked. */
export async function openClient(settings: ModelSettings): Promise<OpenAI> {
  const { default: Client } = await import("openai");
  return new Client({
    apiKey: settings.apiKey ?? "none",
    baseURL: settings.baseUrl ?? OPENAI_URL,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    timeout: settings.overallTimeout ?? 180_000,
  });
}

class TurnReader {
  readonly #onText: (piece: string) => void;
  readonly #turn: Turn = { text: "", toolCalls: [], promptTokens: 0, completionTokens: 0 };
  #finish: string | null = null;
  #refused = false;

  constructor(onText: (piece: string) => void) {
    this.#onText = onText;
  }

  take(chunk: Chunk): void {
    const choice = chunk.choices?.[0];
    const { content, refusal, tool_calls } = choice?.delta ?? {};
    if (typeof content === "string" && content !== "") {
      this.#turn.text += content;
      this.#onText(content);
    }
    if (refusal) this.#refused = true;
    for (const piece of tool_calls ?? []) this.#takeCall(piece);
    if (choice?.finish_reason) this.#finish = choice.finish_reason;
    if (chunk.usage) {
      this.#turn.promptTokens = chunk.usage.prompt_tokens ?? 0;
      this.#turn.completionTokens = chunk.usage.completion_tokens ?? 0;
    }
  }

  #takeCall(
    piece: { index?: number; id?: string; function?: { name?: string; arguments?: string } },
  ): void {
    const calls = this.#turn.toolCalls;
    // Some endpoints send whole calls without an index.
    const index = piece.index ?? (piece.id ? calls.length : Math.max(0, calls.length - 1));
    if (index >= MOST_CALLS || index > calls.length) return;
    const call = calls[index] ??= { id: "", name: "", arguments: "" };
    call.id ||= piece.id ?? `call_${index}`;
    call.name ||= piece.function?.name ?? "";
    if (call.arguments.length < MOST_ARGUMENTS) call.arguments += piece.function?.arguments ?? "";
  }

  finish(): Turn {
    if (this.#refused || this.#finish === "content_filter") throw new ModelFailure("refused");
    // A complete answer always says why it ended.
    if (this.#finish === null) throw new ModelFailure("cut_off");
    return this.#turn;
  }
}

function bodyOf(settings: ModelSettings, request: TurnRequest): Record<string, unknown> {
  const messages = request.messages.map((message) => {
    if (message.role === "tool") {
      return { role: "tool", tool_call_id: message.toolCallId, content: message.content };
    }
    if (message.role !== "assistant" || !message.toolCalls?.length) {
      return { role: message.role, content: message.content };
    }
    const tool_calls = message.toolCalls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: isJson(call.arguments) ? call.arguments : "{}" },
    }));
    return { role: "assistant", content: message.content || null, tool_calls };
  });
  return {
    model: settings.model,
    messages,
    stream: true,
    ...(request.usage === false ? {} : { stream_options: { include_usage: true } }),
    ...(request.tools.length > 0 ? { tools: request.tools } : {}),
    ...(request.responseFormat ? { response_format: request.responseFormat } : {}),
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function failureOf(error: unknown): ModelFailure {
  const { status, headers } = error as { status?: number; headers?: Headers };
  const options = { cause: error, retryAfter: retryAfterOf(headers) };
  if (error instanceof SyntaxError) return new ModelFailure("cut_off", options);
  // The code of a used-up quota: waiting does not bring it back.
  const code = (error as { code?: string }).code;
  if (code === "insufficient_quota") {
    return new ModelFailure("rate_limited", { cause: error, retryAfter: Infinity });
  }
  return new ModelFailure(kindOf(status), options);
}

function kindOf(status: number | undefined): FailureKind {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 429) return "rate_limited";
  if (status === undefined || status >= 500 || status === 408 || status === 409) {
    return "unavailable";
  }
  return "rejected";
}

function retryAfterOf(headers: Headers | undefined): number | null {
  const milliseconds = Number(headers?.get("retry-after-ms") || NaN);
  if (milliseconds >= 0) return milliseconds;
  const seconds = Number(headers?.get("retry-after") || NaN);
  return seconds >= 0 ? seconds * 1_000 : null;
}
