import assert from "node:assert/strict";
import { createQueue, isLocal, type Pending } from "./queue.ts";
import { openStorage, type Store } from "./storage.ts";

const noStorage = () => {
  throw new Error("blocked");
};
const memory = (): Store => openStorage(noStorage, "p");

const item = (client_id: string, conversation = "new:a"): Pending => ({
  client_id,
  conversation,
  text: `text of ${client_id}`,
  page: { url: "https://a.test/", title: "A" },
  at: 1,
});

Deno.test("Messages wait in the order they were written and leave by their id", () => {
  const queue = createQueue(memory());
  ["a", "b", "c"].forEach((id) => queue.add(item(id)));
  queue.remove("b");
  assert.deepEqual(queue.list().map(({ client_id }) => client_id), ["a", "c"]);
});

Deno.test("Two tabs see the same queue", () => {
  const storage = memory();
  createQueue(storage).add(item("a"));
  assert.deepEqual(createQueue(storage).list(), [item("a")]);
});

Deno.test("Messages follow their conversation when the server gives it an id", () => {
  const queue = createQueue(memory());
  queue.add(item("a", "new:x"));
  queue.add(item("b", "sess_9"));
  queue.rename("new:x", "sess_1");
  assert.deepEqual(queue.list().map(({ conversation }) => conversation), ["sess_1", "sess_9"]);
});

Deno.test("A refused message stays with its reason until it is tried again", () => {
  const queue = createQueue(memory());
  queue.add(item("a"));
  queue.fail("a", "Too long.");
  assert.equal(queue.list()[0]!.failed, "Too long.");
  queue.fail("a");
  assert.equal(queue.list()[0]!.failed, undefined);
});

Deno.test("What is broken in the storage counts as an empty queue", () => {
  for (const broken of ["{", "null", "3", '[{"client_id":1}]', "[null]"]) {
    const storage = memory();
    storage.set("queue", broken);
    assert.deepEqual(createQueue(storage).list(), []);
  }
});

Deno.test("Where storage is blocked, values live as long as the page", () => {
  const storage = openStorage(noStorage, "p");
  storage.set("session", "sess_1");
  assert.equal(storage.get("session"), "sess_1");
  storage.set("session", null);
  assert.equal(storage.get("session"), null);
});

Deno.test("Projects on the same site do not read each other's values", () => {
  const values = new Map<string, string>();
  const area = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
  openStorage(() => area, "one").set("session", "sess_1");
  assert.equal(openStorage(() => area, "two").get("session"), null);
  assert.deepEqual([...values.keys()], ["hissuno:one:session"]);
});

Deno.test("Only conversations the server does not know yet have a local name", () => {
  assert.equal(isLocal("new:abc"), true);
  assert.equal(isLocal("sess_1"), false);
});
