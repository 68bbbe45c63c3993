import assert from "node:assert/strict";
import { isId, newId, randomToken } from "./id.ts";

Deno.test("newId gives ids of its prefix that sort in the order they were made", () => {
  const ids = Array.from({ length: 5_000 }, () => newId("sess"));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
  assert.match(ids[0]!, /^sess_[0-9a-z]{26}$/);
});

Deno.test("newId keeps ascending when the clock steps back a little", () => {
  const later = newId("msg", new Date(Date.now() + 2_000));
  const earlier = newId("msg", new Date(Date.now() + 1_000));
  assert.ok(earlier > later);
});

Deno.test("newId puts an imported time far back before ids of today", () => {
  const today = newId("msg");
  const imported = newId("msg", new Date("2020-01-01T00:00:00Z"));
  assert.ok(imported < today);
  assert.ok(newId("msg") > today);
});

Deno.test("isId accepts its own prefix only and rejects odd shapes", () => {
  const id = newId("sess");
  assert.ok(isId("sess", id));
  for (
    const odd of [
      "",
      "sess_",
      id.toUpperCase(),
      id + "0",
      id.slice(0, -1),
      `x${id}`,
      null,
      7,
      `${id}\n`,
    ]
  ) {
    assert.equal(isId("sess", odd), false, String(odd));
  }
  assert.equal(isId("msg", id), false);
});

Deno.test("randomToken is URL-safe and as long as asked", () => {
  assert.match(randomToken(32), /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(randomToken(), randomToken());
});
