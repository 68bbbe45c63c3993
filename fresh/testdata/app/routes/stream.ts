import { define } from "../define.ts";

export const handler = define.handlers((ctx) => {
  const stream = new ReadableStream<string>({
    start(controller) {
      controller.enqueue("data: 1\n\n");
      ctx.req.signal.addEventListener("abort", () => controller.close());
    },
  });
  return new Response(stream.pipeThrough(new TextEncoderStream()), {
    headers: { "content-type": "text/event-stream" },
  });
});
