import { log } from "../log.ts";

const encoder = new TextEncoder();
const HEARTBEAT_MILLISECONDS = 20_000;
/** A reader this many bytes behind is cut off; it reconnects and continues where it was. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;

/** Sends one server-sent event; `id` becomes the reader's `Last-Event-ID`. */
export type SendEvent = (event: string, data: unknown, id?: string) => void;

/** What tests choose smaller. */
export interface EventStreamOptions {
  /** @default 20,000 */
  heartbeatMilliseconds?: number;
  /** @default 8 MB */
  mostWaitingBytes?: number;
}

/**
 * An answer of server-sent events.
 *
 * @param signal ends the stream: the request's own, or the server's when it stops
 * @param begin starts sending, and returns what to do at the end; `end` closes the stream
 */
export function eventStream(
  signal: AbortSignal,
  begin: (send: SendEvent, end: () => void) => Promise<() => void>,
  options: EventStreamOptions = {},
): Response {
  let finish = (_broken?: boolean) => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let ended = false;
      let cleanUp: (() => void) | undefined;
      const heartbeat = setInterval(
        () => write(": still here\n\n"),
        options.heartbeatMilliseconds ?? HEARTBEAT_MILLISECONDS,
      );
      const end = () => finish();
      finish = (broken = false) => {
        if (ended) return;
        ended = true;
        clearInterval(heartbeat);
        signal.removeEventListener("abort", end);
        cleanUp?.();
        try {
          // An error also lets go of what waits for a reader who may never take it.
          if (broken) controller.error(new Error("The stream broke off"));
          else controller.close();
        } catch {
          // The reader closed it first.
        }
      };
      const write = (text: string) => {
        if (ended) return;
        if ((controller.desiredSize ?? 0) <= 0) return finish(true);
        controller.enqueue(encoder.encode(text));
      };
      signal.addEventListener("abort", end);
      if (signal.aborted) return finish();
      write(": hello\n\n");
      try {
        cleanUp = await begin((event, data, id) => {
          const lines = id === undefined ? "" : `id: ${id}\n`;
          write(`${lines}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        }, end);
      } catch (error) {
        log.warn("Cannot begin a stream", { error });
        finish(true);
      }
      if (ended) cleanUp?.();
    },
    cancel: () => finish(),
  }, {
    highWaterMark: options.mostWaitingBytes ?? MOST_WAITING_BYTES,
    size: (chunk) => chunk.byteLength,
  });
  return new Response(body, { headers: eventStreamHeaders });
}

/** The header fields of an answer of server-sent events. */
export const eventStreamHeaders: Record<string, string> = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  // Proxies such as nginx hold an answer back until it is whole unless told not to.
  "X-Accel-Buffering": "no",
};
