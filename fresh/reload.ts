// New for each start of the process, which is how a page notices a restart.
const bootId = crypto.getRandomValues(new Uint8Array(8)).toHex();

/** Development only: a stream that says which process serves, for the reload script. */
export function reloadResponse(): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`retry: 150\ndata: ${bootId}\n\n`));
    },
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
