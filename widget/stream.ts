import { ApiError, isTemporary } from "./api.ts";
import { createEventParser } from "./sse.ts";

/** How a stream is opened and what it tells. */
export interface StreamOptions {
  open(signal: AbortSignal): Promise<Response>;
  /** Returns false when the event does not fit what is known: the stream starts over. */
  onEvent(name: string, data: unknown): boolean | void;
  /** Failed attempts in a row; 0 once events arrive. */
  onAttempt(failures: number): void;
  /** The server will not give this stream, now or later. The stream is over. */
  onRefused(error: ApiError): void;
  random?: () => number;
}

/** A stream that keeps itself alive. */
export interface LiveStream {
  /** Reconnects now instead of later; a healthy stream is left alone. */
  wake(): void;
  stop(): void;
}

// The server sends something every 20 seconds: two missed signs of life mean a dead line.
const SILENCE_MILLISECONDS = 45_000;

/** Milliseconds before attempt `failures`: doubling from a second to half a minute, with jitter. */
export function backoff(failures: number, random: () => number = Math.random): number {
  return Math.min(30_000, 500 * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2);
}

/** Opens the stream and reopens it whenever it ends, until it is stopped or refused. */
export function openStream(options: StreamOptions): LiveStream {
  let stopped = false;
  let failures = 0;
  let controller = new AbortController();
  let wakeUp = () => {};

  async function read(): Promise<void> {
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(), SILENCE_MILLISECONDS) as unknown as number;
    };
    alive();
    try {
      const answer = await options.open(controller.signal);
      const parse = createEventParser();
      const decoder = new TextDecoder();
      const reader = answer.body!.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || stopped) return;
        alive();
        for (const event of parse(decoder.decode(value, { stream: true }))) {
          if (stopped) return;
          if (failures) options.onAttempt(failures = 0);
          if (options.onEvent(event.name, JSON.parse(event.data)) === false) return;
        }
      }
    } finally {
      clearTimeout(timer);
      // Closes the connection also when the reader stopped of its own accord.
      controller.abort();
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      let wait = 0;
      controller = new AbortController();
      try {
        await read();
      } catch (error) {
        if (stopped) return;
        if (error instanceof ApiError) {
          if (!isTemporary(error)) return options.onRefused(error);
          wait = (error.retryAfter ?? 0) * 1000;
        }
      }
      if (stopped) return;
      options.onAttempt(++failures);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(wait, backoff(failures - 1, options.random)));
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  run();
  return {
    wake: () => wakeUp(),
    stop() {
      stopped = true;
      controller.abort();
      wakeUp();
    },
  };
}
