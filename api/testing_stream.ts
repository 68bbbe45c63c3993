/** Reading streams of server-sent events in tests. */
import assert from "node:assert/strict";
import type { Json } from "./testing.ts";

/** Any older transaction on the server holds events back, also one of a test beside this one. */
const PATIENCE = 60_000;

/** One event as it arrived. */
export interface Sent {
  id: string | undefined;
  event: string;
  data: Json;
}

/** A reader of an open stream. */
export interface StreamReader {
  /** Everything that has arrived. */
  events: Sent[];
  /** Comment lines, such as heartbeats. */
  comments: string[];
  /** Waits until an arrived event satisfies `holds`, and returns it. */
  until(holds: (event: Sent) => boolean, what?: string, milliseconds?: number): Promise<Sent>;
  /** Waits until so many events have arrived. */
  count(amount: number, milliseconds?: number): Promise<Sent[]>;
  /** Resolves when the stream has ended, with "closed" or "broken". */
  ended: Promise<"closed" | "broken">;
  close(): Promise<void>;
}

/** Reads a stream from now on. */
export function readStream(response: Response): StreamReader {
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/event-stream/);
  const events: Sent[] = [];
  const comments: string[] = [];
  let wake = () => {};
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const pump = async () => {
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        if (block.startsWith(":")) comments.push(block);
        else events.push(parse(block));
        wake();
      }
    }
  };
  const ended = pump().then(() => "closed" as const, () => "broken" as const);
  const waitFor = async (is: () => boolean, what: string, milliseconds: number) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      wake();
    }, milliseconds);
    while (!is() && !late) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
    clearTimeout(timer);
    assert.ok(is(), `${what} did not arrive; got ${JSON.stringify(events).slice(0, 1_000)}`);
  };
  return {
    events,
    comments,
    until: async (holds, what = "The event", milliseconds = PATIENCE) => {
      await waitFor(() => events.some(holds), what, milliseconds);
      return events.find(holds)!;
    },
    count: async (amount, milliseconds = PATIENCE) => {
      await waitFor(() => events.length >= amount, `Event ${amount}`, milliseconds);
      return events;
    },
    ended,
    close: async () => {
      await reader.cancel().catch(() => {});
      await ended;
    },
  };
}

function parse(block: string): Sent {
  const fields: Record<string, string> = {};
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    fields[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return { id: fields.id, event: fields.event!, data: JSON.parse(fields.data!) };
}
