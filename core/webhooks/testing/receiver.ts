import assert from "node:assert/strict";

/** A delivery as a receiver got it. */
export interface Received {
  id: string;
  headers: Record<string, string>;
  body: string;
}

/** A program elsewhere that is told of events. */
export interface Receiver {
  url: string;
  /** In the order in which they came. */
  received: Received[];
  /** What it answers; 204 unless a test says otherwise. */
  answer: (received: Received) => Response | Promise<Response>;
  close(): Promise<void>;
  /** Resolves once so many came, whatever they were. */
  until(amount: number): Promise<void>;
}

/** Starts a receiver on a free port of this machine. */
export function startReceiver(): Receiver {
  const received: Received[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const headers = Object.fromEntries(request.headers);
    const one = { id: headers["webhook-id"] ?? "", headers, body: await request.text() };
    received.push(one);
    return await receiver.answer(one);
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${server.addr.port}/hooks`,
    received,
    answer: () => new Response(null, { status: 204 }),
    close: () => server.shutdown(),
    until: (amount) => until(() => received.length >= amount),
  };
  return receiver;
}

/** Waits for something to hold; a minute, because other tests may keep the machine busy. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail("It did not happen in time");
}
