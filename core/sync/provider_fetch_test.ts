import assert from "node:assert/strict";
import { NetworkError } from "../net/mod.ts";
import { createProviderFetch, retryAfter, untilReset } from "./provider_fetch.ts";

const at = new Date("2026-11-20T12:00:00Z");
const unix = at.getTime() / 1000;
const answer = (headers: Record<string, string>) => new Response(null, { status: 429, headers });

Deno.test("Without Retry-After, the wait is until the Unix time of X-RateLimit-Reset", () => {
  const limited = answer({ "X-RateLimit-Reset": String(unix + 7), "X-RateLimit-Remaining": "0" });
  assert.equal(retryAfter(limited, at), null);
  assert.equal(untilReset(limited, at), 7);
  assert.equal(untilReset(answer({ "X-RateLimit-Reset": String(unix) }), at), 1);
});

Deno.test("A clock of ours that is off does not change the wait until the reset", () => {
  const limited = answer({ "X-RateLimit-Reset": String(unix + 7), "Date": at.toUTCString() });
  assert.equal(untilReset(limited, new Date("2026-11-21T00:00:00Z")), 7);
});

Deno.test("A reset that is past, no time at all or absent says nothing; none is longer than a day", () => {
  for (const value of [String(unix - 5), "30", "soon", "-1", "99999999999999999999", ""]) {
    assert.equal(untilReset(answer({ "X-RateLimit-Reset": value }), at), null, value);
  }
  assert.equal(untilReset(answer({}), at), null);
  assert.equal(untilReset(answer({ "X-RateLimit-Reset": String(unix + 1e6) }), at), 86_400);
});

Deno.test("Retry-After is read as seconds or as a date, and nonsense is ignored", () => {
  assert.equal(retryAfter(answer({ "Retry-After": "12" }), at), 12);
  assert.equal(retryAfter(answer({ "Retry-After": "Fri, 20 Nov 2026 12:00:30 GMT" }), at), 30);
  assert.equal(retryAfter(answer({ "Retry-After": "-3" }), at), null);
  assert.equal(retryAfter(answer({ "Retry-After": "later" }), at), null);
});

Deno.test("What may happen only once is not sent again when its answer is lost", async () => {
  let sent = 0;
  const { fetch } = createProviderFetch({
    manifest: {
      contract: 1,
      id: "x",
      name: "X",
      summary: "X.",
      produces: "chat",
      hosts: ["x.example"],
    },
    guardedFetch: () => {
      sent++;
      return Promise.reject(new NetworkError("The connection was lost.", "failed"));
    },
    reserve: () => Promise.resolve(0),
    block: () => Promise.resolve(),
    signal: new AbortController().signal,
    backoffMilliseconds: 1,
  });
  await assert.rejects(() => fetch("https://x.example/", { once: true }), NetworkError);
  assert.equal(sent, 1);
  await assert.rejects(() => fetch("https://x.example/"), NetworkError);
  assert.equal(sent, 6);
});

Deno.test("Sockets are opened encrypted at declared hosts, or at the stand-in, and nowhere else", () => {
  const fetchFor = (baseUrl?: string) =>
    createProviderFetch({
      manifest: {
        contract: 1,
        id: "x",
        name: "X",
        summary: "X.",
        produces: "chat",
        hosts: ["x.example", "*.x.example"],
      },
      guardedFetch: () => Promise.reject(new Error("not called")),
      baseUrl,
      reserve: () => Promise.resolve(0),
      block: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
  const { reaches } = fetchFor();
  assert.ok(reaches("wss://a.x.example/link?ticket=1"));
  for (
    const other of [
      "ws://a.x.example/",
      "wss://a.x.example.evil.example/",
      "wss://evilx.example/",
      "wss://me@a.x.example/",
      "wss://a.x.example:8443/",
      "ws://127.0.0.1:80/",
      "file:///etc/passwd",
      "no address",
    ]
  ) assert.equal(reaches(other), false, other);
  assert.ok(fetchFor("http://127.0.0.1:4711/slack").reaches("ws://127.0.0.1:4711/link"));
  assert.equal(fetchFor("http://127.0.0.1:4711").reaches("ws://127.0.0.1:4712/link"), false);
});
