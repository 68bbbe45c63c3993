import assert from "node:assert/strict";
import { OpenStreams } from "./open_streams.ts";

Deno.test("A subject opens no more streams than it may, and again when one ends", () => {
  const streams = new OpenStreams();
  const limits = { visitor: 2, address: 3 };
  const end = streams.take(limits);
  streams.take(limits);
  assert.throws(() => streams.take(limits), /Too many open chats/);
  streams.take({ other: 2, address: 3 });
  assert.throws(() => streams.take({ third: 2, address: 3 }), /Too many open chats/);
  end();
  end();
  assert.equal(streams.count("visitor"), 1);
  assert.equal(streams.count("address"), 2);
  streams.take(limits);
});
