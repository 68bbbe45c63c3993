/**
 * A server that speaks `/v1/chat/completions` (streaming) and `/v1/models` as OpenAI does, for tests:
 * each request gets the next step of a script and is kept for the test to look at.
 */

/** What the server does with one request. */
export type Step =
  /** Streams a text, word by word, `delay` milliseconds apart. */
  | { text: string; delay?: number; finish?: string; tools?: FakeToolCall[] }
  /** Asks for tools. `arguments` is sent as it is: it need not be JSON. */
  | { tools: FakeToolCall[]; text?: string; delay?: number; finish?: string }
  /** Answers with an error. */
  | { status: number; message?: string; code?: string; headers?: Record<string, string> }
  /** Sends a text and then nothing more; with an empty text not even a beginning. */
  | { stall: string }
  /** Sends a text and cuts the connection. */
  | { cut: string }
  /** Sends a text and ends the stream without a reason. */
  | { unfinished: string }
  /** Sends a line that is not JSON. */
  | { garbage: string }
  /** Declines. */
  | { refusal: string };

/** A tool call of the fake model. */
export interface FakeToolCall {
  name: string;
  arguments: string;
}

/** One request as it came. */
export interface RecordedRequest {
  headers: Headers;
  body: {
    model: string;
    stream: boolean;
    messages: { role: string; content: string | null; tool_calls?: unknown[] }[];
    tools?: { function: { name: string } }[];
    stream_options?: unknown;
  };
  /** All that was sent, as text. */
  text: string;
}

/** The running server. */
export interface FakeOpenAi {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  requests: RecordedRequest[];
  /** How many streams the client has broken off. */
  readonly aborted: number;
  /** Adds steps to the script. When it is used up, `fallback` answers. */
  script(...steps: Step[]): void;
  /** Answers whatever the script does not; a function sees the request. */
  fallback: Step | ((request: RecordedRequest) => Step);
  /** Put before each text that cites nothing: such an answer is not shown. @default "" */
  lead: string;
  close(): Promise<void>;
}

/** Starts the server on a free port. */
export function startFakeOpenAi(): FakeOpenAi {
  const steps: Step[] = [];
  const requests: RecordedRequest[] = [];
  const stopped = new AbortController();
  let aborted = 0;
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/v1/models") {
        return Response.json({ object: "list", data: [{ id: "fake-model", object: "model" }] });
      }
      if (pathname !== "/v1/chat/completions" || request.method !== "POST") {
        return Response.json({ error: { message: "Not found" } }, { status: 404 });
      }
      const text = await request.text();
      const recorded = { headers: request.headers, body: JSON.parse(text), text };
      requests.push(recorded);
      const fallback = fake.fallback;
      const step = steps.shift() ??
        (typeof fallback === "function" ? fallback(recorded) : fallback);
      if ("status" in step) return errorAnswer(step);
      return new Response(streamOf(step, fake.lead, stopped.signal, () => aborted++), {
        headers: { "Content-Type": "text/event-stream" },
      });
    },
  );
  const fake: FakeOpenAi = {
    fallback: { text: "Fine." },
    lead: "",
    baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    requests,
    script: (...more: Step[]) => void steps.push(...more),
    close: async () => {
      stopped.abort();
      await server.shutdown();
    },
    get aborted() {
      return aborted;
    },
  };
  return fake;
}

function errorAnswer(step: Extract<Step, { status: number }>): Response {
  const error = { message: step.message ?? "It failed", type: "error", code: step.code ?? null };
  return Response.json({ error }, { status: step.status, headers: step.headers });
}

function streamOf(
  step: Exclude<Step, { status: number }>,
  lead: string,
  stopped: AbortSignal,
  onAbort: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const ended = new AbortController();
  const end = AbortSignal.any([ended.signal, stopped]);
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      end.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      }, { once: true });
    });
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (data: string) => {
        if (!end.aborted) controller.enqueue(encoder.encode(`data: ${data}\n\n`));
      };
      const chunk = (delta: unknown, finish_reason: string | null = null) =>
        send(JSON.stringify({
          id: "chatcmpl-fake",
          object: "chat.completion.chunk",
          created: 0,
          model: "fake-model",
          choices: [{ index: 0, delta, finish_reason }],
        }));
      const write = async (given: string, pace: { delay?: number } = {}) => {
        const text = given === "" || given.includes("[") ? given : lead + given;
        for (const word of text.match(/\s*\S+|\s+$/g) ?? []) {
          if (end.aborted) return;
          chunk({ content: word });
          // Looked up each time: a test may let the rest come faster.
          if (pace.delay) await pause(pace.delay);
        }
      };
      if ("stall" in step) {
        await write(step.stall);
        await pause(60_000);
      } else if ("cut" in step) {
        await write(step.cut);
        await pause(20);
        if (!end.aborted) controller.error(new Error("Cut"));
        return;
      } else if ("unfinished" in step) {
        await write(step.unfinished);
      } else if ("garbage" in step) {
        await write("Some");
        send(step.garbage);
      } else if ("refusal" in step) {
        chunk({ refusal: step.refusal });
        chunk({}, "stop");
        send("[DONE]");
      } else {
        await write(step.text ?? "", step);
        for (const [index, call] of step.tools?.entries() ?? []) {
          const half = Math.floor(call.arguments.length / 2);
          const first = { name: call.name, arguments: call.arguments.slice(0, half) };
          chunk({
            tool_calls: [{ index, id: `call_${index}`, type: "function", function: first }],
          });
          chunk({ tool_calls: [{ index, function: { arguments: call.arguments.slice(half) } }] });
        }
        chunk({}, step.finish ?? (step.tools ? "tool_calls" : "stop"));
        const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
        send(JSON.stringify({ id: "chatcmpl-fake", choices: [], usage }));
        send("[DONE]");
      }
      if (!end.aborted) controller.close();
    },
    cancel() {
      onAbort();
      ended.abort();
    },
  });
}
