import assert from "node:assert/strict";
import { channelAddress, readChannelView } from "./channel_query.ts";

Deno.test("An address of channels is read back as it was written, and nonsense is left out", () => {
  const view = readChannelView(new URL("http://h/c?search=%20acme%20&show=private&cursor=abc"));
  assert.deepEqual(view, { search: "acme", filter: "private", cursor: "abc" });
  assert.equal(channelAddress("/c", view, { filter: "all" }), "/c?search=acme");
  assert.equal(
    channelAddress("/c", view, { cursor: "next" }),
    "/c?search=acme&show=private&cursor=next",
  );
  const odd = readChannelView(new URL("http://h/c?show=everything&search="));
  assert.deepEqual(odd, { search: "", filter: "all", cursor: null });
  assert.equal(channelAddress("/c", odd, {}), "/c");
});
