import assert from "node:assert/strict";
import { ApiError } from "./api.ts";
import type { Message, Session } from "./protocol.ts";
import { createQueue, type Pending } from "./queue.ts";
import { createSender } from "./sender.ts";
import { openStorage } from "./storage.ts";

const answer = (id = "sess_1") => ({
  session: { id } as Session,
  message: { id: "msg_1" } as Message,
});

function setUp(send: (item: Pending, attempt: number) => Promise<ReturnType<typeof answer>>) {
  const queue = createQueue(openStorage(() => {
    throw new Error("blocked");
  }, "p"));
  const sent: string[] = [];
  const attempts: Pending[] = [];
  const sender = createSender({
    queue,
    lockName: crypto.randomUUID(),
    locks: null,
    send: (item) => {
      attempts.push({ ...item });
      return send(item, attempts.length);
    },
    onChange: () => {},
    onSent: (item) => sent.push(item.client_id),
  });
  const add = (client_id: string, conversation = "new:a") =>
    queue.add({ client_id, conversation, text: "t", page: { url: "", title: "" }, at: 0 });
  return { queue, sender, sent, attempts, add };
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!condition()) {
    assert.ok(Date.now() < end, "waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

Deno.test("Messages of a new conversation go one after the other into the session made for the first", async () => {
  const { sender, sent, attempts, add, queue } = setUp(() => Promise.resolve(answer("sess_7")));
  add("a");
  add("b");
  sender.flush();
  await until(() => sent.length === 2);
  assert.deepEqual(attempts.map(({ conversation }) => conversation), ["new:a", "sess_7"]);
  assert.deepEqual(queue.list(), []);
});

Deno.test("Without an answer the message is sent again with the same id, and nothing overtakes it", async () => {
  const { sender, sent, attempts, add } = setUp((_, attempt) =>
    attempt === 1 ? Promise.reject(new ApiError("no line", 0)) : Promise.resolve(answer())
  );
  add("a");
  add("b");
  sender.flush();
  await until(() => sent.length === 2);
  assert.deepEqual(attempts.map(({ client_id }) => client_id), ["a", "a", "b"]);
  sender.stop();
});

Deno.test("A refused message stays behind with the reason, the next ones go on", async () => {
  const { sender, sent, add, queue } = setUp((item) =>
    item.client_id === "a"
      ? Promise.reject(new ApiError("Text is odd.", 400))
      : Promise.resolve(answer())
  );
  add("a");
  add("b");
  sender.flush();
  await until(() => sent.length === 1);
  assert.deepEqual(queue.list().map(({ client_id, failed }) => [client_id, failed]), [
    ["a", "Text is odd."],
  ]);
});

Deno.test("The wait the server asks for is kept", async () => {
  const start = Date.now();
  const { sender, sent, add } = setUp((_, attempt) =>
    attempt === 1 ? Promise.reject(new ApiError("slow down", 429, 1)) : Promise.resolve(answer())
  );
  add("a");
  sender.flush();
  await until(() => sent.length === 1);
  assert.ok(Date.now() - start >= 990);
});

Deno.test("Calling for the queue while it is being sent sends nothing twice", async () => {
  const { sender, sent, attempts, add } = setUp(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return answer();
  });
  add("a");
  sender.flush();
  sender.flush();
  add("b");
  sender.flush();
  await until(() => sent.length === 2);
  assert.equal(attempts.length, 2);
});
