const encoder = new TextEncoder();
const HEARTBEAT_MILLISECONDS = 20_000;
/** A reader this many events behind is cut off; it reconnects and starts afresh. */
const MOST_WAITING = 2_000;

/** Sends one server-sent event; `id` becomes the reader's `Last-Event-ID`. */
export type SendEvent = (event: string, data: unknown, id?: string) => void;

/**
 * An answer of server-sent events.
 *
 * @param signal ends the stream: the request's own, or the server's when it stops
 * @param begin starts sending, and returns what to do at the end
 */
export function eventStream(
  signal: AbortSignal,
  begin: (send: SendEvent) => Promise<() => void>,
): Response {
  let finish = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let ended = false;
      let cleanUp: (() => void) | undefined;
      const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MILLISECONDS);
      finish = () => {
        if (ended) return;
        ended = true;
        clearInterval(heartbeat);
        signal.removeEventListener("abort", finish);
        cleanUp?.();
        try {
          controller.close();
        } catch {
          // The reader closed it first.
        }
      };
      const write = (text: string) => {
        if (ended) return;
        if ((controller.desiredSize ?? 0) < -MOST_WAITING) return finish();
        controller.enqueue(encoder.encode(text));
      };
      signal.addEventListener("abort", finish);
      if (signal.aborted) return finish();
      write(": hello\n\n");
      try {
        cleanUp = await begin((event, data, id) => {
          const lines = id === undefined ? "" : `id: ${id}\n`;
          write(`${lines}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        });
      } catch (error) {
        finish();
        throw error;
      }
      if (ended) cleanUp();
    },
    cancel: () => finish(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      // Proxies such as nginx hold an answer back until it is whole unless told not to.
      "X-Accel-Buffering": "no",
    },
  });
}
