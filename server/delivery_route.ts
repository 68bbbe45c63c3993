import { now } from "../core/clock.ts";
import { AppError, tooLarge } from "../core/errors.ts";
import { type Exchange, receiveDelivery } from "../core/exchange/mod.ts";

/** The most bytes of a delivery; those of providers are a few KB. */
const MOST_BYTES = 1024 * 1024;

/**
 * Answers what a provider sends to `POST /plugins/<id>/events`: 200 once it is stored, before it is
 * handled.
 *
 * @throws {AppError} 413 for more than 1 MB; else as `receiveDelivery`
 */
export async function takeDelivery(
  exchange: Exchange,
  source: string,
  request: Request,
): Promise<Response> {
  const body = await readBytes(request);
  const answer = await receiveDelivery(exchange, source, { headers: request.headers, body }, now());
  // As text, so that what a stranger put into a question is never shown as a page.
  return new Response(answer ?? "", {
    headers: { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" },
  });
}

/** The very bytes of a body. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const limit = tooLarge("A delivery may have 1 MB. Send less at once.");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw limit;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > MOST_BYTES) throw limit;
      chunks.push(chunk);
    }
  } catch (error) {
    if (error === limit) throw limit;
    throw new AppError("The body broke off. Send it again.", { code: "malformed", status: 400 });
  }
  const body = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    body.set(chunk, position);
    position += chunk.length;
  }
  return body;
}
