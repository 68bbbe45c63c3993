import assert from "node:assert/strict";
import {
  ConnectionError,
  Hissuno,
  HissunoError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "./src/mod.ts";
import { mayRetry, retryWait } from "./src/retry.ts";
import { problem, withFaultyServer } from "./testing/faulty_server.ts";

/** A client that hardly waits. */
const clientOf = (baseUrl: string) =>
  new Hissuno({
    apiKey: "hiss_test",
    baseUrl,
    initialRetryDelay: 1,
    maxRetryDelay: 2,
  });

const session = { id: "sess_1", name: "Made" };

Deno.test("A read is tried again after a fault of the server, and then answered", async () => {
  const faults = [
    problem(500, "internal"),
    problem(503, "unavailable"),
    Response.json(session),
  ];
  await withFaultyServer(
    (_, count) => faults[count]!,
    async ({ url, seen }) => {
      assert.equal((await clientOf(url).sessions.get("sess_1")).name, "Made");
      assert.equal(seen.length, 3);
    },
  );
});

Deno.test("A broken answer is asked for again", async () => {
  await withFaultyServer(
    (_, count) => (count === 0 ? null : Response.json(session)),
    async ({
      url,
      seen,
    }) => {
      assert.equal((await clientOf(url).sessions.get("sess_1")).name, "Made");
      assert.equal(seen.length, 2);
    },
  );
});

Deno.test("Every try of a creation has the same idempotency key, and each creation its own", async () => {
  await withFaultyServer(
    (
      _,
      count,
    ) => (count % 2 === 0 ? problem(502, "internal") : Response.json(session)),
    async ({ url, seen }) => {
      const client = clientOf(url);
      await client.sessions.create({ name: "A" });
      await client.sessions.create({ name: "B" });
      const keys = seen.map(({ headers }) => headers.get("idempotency-key"));
      assert.equal(keys.length, 4);
      assert.ok(keys[0]);
      assert.equal(keys[0], keys[1]);
      assert.equal(keys[2], keys[3]);
      assert.notEqual(keys[0], keys[2]);
      await client.sessions.create({ name: "C" }, { idempotencyKey: "mine" });
      assert.equal(seen.at(-1)!.headers.get("idempotency-key"), "mine");
    },
  );
});

Deno.test("A change without a key is not repeated after a fault, but is after a refusal", async () => {
  await withFaultyServer(
    () => problem(500, "internal"),
    async ({ url, seen }) => {
      await assert.rejects(
        clientOf(url).sessions.update("sess_1", { name: "B" }),
        ServerError,
      );
      assert.equal(seen.length, 1);
    },
  );
  await withFaultyServer(
    (_, count) =>
      count === 0 ? problem(429, "rate_limited", { "retry-after": "0" }) : Response.json(session),
    async ({ url, seen }) => {
      await clientOf(url).sessions.update("sess_1", { name: "B" });
      assert.equal(seen.length, 2);
    },
  );
});

Deno.test("What waiting cannot mend is thrown at once, with its code and request id", async () => {
  await withFaultyServer(
    () => problem(404, "not_found"),
    async ({ url, seen }) => {
      await assert.rejects(clientOf(url).sessions.get("sess_1"), (error) => {
        assert.ok(
          error instanceof NotFoundError && error instanceof HissunoError,
        );
        assert.equal(error.name, "NotFoundError");
        assert.equal(error.message, "It is not_found.");
        assert.deepEqual([error.status, error.code, error.requestId], [
          404,
          "not_found",
          "req_of_the_test",
        ]);
        return true;
      });
      assert.equal(seen.length, 1);
    },
  );
});

Deno.test("A wait of more than a minute is left to the caller", async () => {
  await withFaultyServer(
    () => problem(429, "rate_limited", { "retry-after": "3600" }),
    async ({ url, seen }) => {
      await assert.rejects(clientOf(url).sessions.get("sess_1"), (error) => {
        assert.ok(error instanceof RateLimitError);
        assert.equal(error.retryAfter, 3600);
        return true;
      });
      assert.equal(seen.length, 1);
    },
  );
});

Deno.test("The number of retries can be set for a client and for a request", async () => {
  await withFaultyServer(
    () => problem(500, "internal"),
    async ({ url, seen }) => {
      await assert.rejects(
        clientOf(url).sessions.get("a", {}, { maxRetries: 0 }),
        ServerError,
      );
      assert.equal(seen.length, 1);
      await assert.rejects(clientOf(url).sessions.get("a"), ServerError);
      assert.equal(seen.length, 4);
    },
  );
});

Deno.test("An answer that does not come ends with a timeout, and an abort with its own reason", async () => {
  const waiting: (() => void)[] = [];
  const never = () =>
    new Promise<Response>((resolve) => waiting.push(() => resolve(new Response())));
  await withFaultyServer(never, async ({ url }) => {
    const client = clientOf(url);
    await assert.rejects(
      client.sessions.get("a", {}, { timeout: 20, maxRetries: 0 }),
      (error) => error instanceof TimeoutError && error instanceof ConnectionError,
    );
    const controller = new AbortController();
    const asked = client.sessions.get("a", {}, { signal: controller.signal });
    controller.abort(new Error("Changed my mind"));
    await assert.rejects(asked, /Changed my mind/);
    for (const answer of waiting) answer();
  });
});

Deno.test("An abort ends the wait before a retry", async () => {
  const controller = new AbortController();
  await withFaultyServer(
    () => {
      controller.abort(new Error("Enough"));
      return problem(429, "rate_limited", { "retry-after": "59" });
    },
    async ({ url }) => {
      const { signal } = controller;
      await assert.rejects(
        clientOf(url).sessions.get("a", {}, { signal }),
        /Enough/,
      );
    },
  );
});

Deno.test("An instance that is not there is named in the error", async () => {
  const client = new Hissuno({
    apiKey: "a",
    baseUrl: "http://127.0.0.1:1",
    maxRetries: 0,
  });
  await assert.rejects(client.sessions.get("a"), (error) => {
    assert.ok(error instanceof ConnectionError);
    assert.match(error.message, /127\.0\.0\.1:1.*baseUrl/);
    return true;
  });
});

Deno.test("A page of something else is not taken for an answer", async () => {
  await withFaultyServer(() => new Response("<html>"), async ({ url }) => {
    await assert.rejects(clientOf(url).sessions.get("a"), /not JSON.*baseUrl/);
  });
});

Deno.test("Ids and filters are encoded, and an empty id is refused before it is sent", async () => {
  await withFaultyServer(
    () => Response.json({ data: [], has_more: false, next_cursor: null }),
    async ({ url, seen }) => {
      const client = clientOf(`${url}/v1/`);
      await client.sessions.get("a/b?c");
      assert.equal(seen[0]!.path, "/v1/sessions/a%2Fb%3Fc");
      await client.sessions.list({
        tags: ["a b", "ü"],
        search: "x&y",
        name: undefined,
      }).page();
      assert.equal(
        seen[1]!.path,
        "/v1/sessions?tags=a%20b%2C%C3%BC&search=x%26y",
      );
      await client.request("POST", "/things", { query: { limit: 5 }, body: { a: 1 } });
      assert.equal(seen[2]!.path, "/v1/things?limit=5");
      assert.ok(seen[2]!.headers.has("idempotency-key") && seen[2]!.body === '{"a":1}');
      assert.throws(() => client.sessions.get(""), /An id must/);
      assert.throws(() => client.sessions.delete(".."), /An id must/);
      assert.equal(seen.length, 3);
    },
  );
});

Deno.test("A client without a key or an address says what to give it, and shows no key", () => {
  assert.throws(
    () => new Hissuno({ apiKey: "a", baseUrl: "feedback.example.com" }),
    /https:/,
  );
  assert.throws(
    () => new Hissuno({ apiKey: "a\nb", baseUrl: "https://a.example" }),
    /apiKey/,
  );
  const client = new Hissuno({
    apiKey: "hiss_secret",
    baseUrl: "https://a.example",
  });
  assert.ok(!Deno.inspect(client, { depth: 9 }).includes("hiss_secret"));
});

Deno.test("Waits are anything up to a limit that doubles, and never less than was asked for", () => {
  const limits = { initialRetryDelay: 500, maxRetryDelay: 8000 };
  assert.equal(retryWait(0, null, limits, () => 0), 0);
  assert.equal(retryWait(0, null, limits, () => 1), 500);
  assert.equal(retryWait(3, null, limits, () => 1), 4000);
  assert.equal(retryWait(20, null, limits, () => 1), 8000);
  assert.equal(retryWait(0, 3, limits, () => 0), 3000);
  assert.equal(retryWait(0, 3, limits, () => 1), 3500);
  assert.equal(retryWait(0, 61, limits, () => 0), null);
});

Deno.test("Only what can be repeated without harm is repeated", () => {
  assert.ok(mayRetry("GET", false, null));
  assert.ok(mayRetry("DELETE", false, 503));
  assert.ok(mayRetry("POST", true, 500));
  assert.ok(mayRetry("POST", false, 429));
  assert.ok(!mayRetry("POST", false, 500));
  assert.ok(!mayRetry("PATCH", false, null));
  assert.ok(!mayRetry("GET", false, 404));
});
