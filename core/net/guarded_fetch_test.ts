import assert from "node:assert/strict";
import { hostMatches, isReachable, parseAllowList } from "./address.ts";
import { createGuardedFetch, NetworkError } from "./guarded_fetch.ts";

const nothing = parseAllowList([]);

/** A server on loopback, and a fetch for which example.test is that server. */
async function withServer(
  handler: (request: Request) => Response | Promise<Response>,
  test: (port: number) => Promise<void>,
) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, handler);
  try {
    await test((server.addr as Deno.NetAddr).port);
  } finally {
    await server.shutdown();
  }
}

const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof NetworkError && error.kind === "refused" && pattern.test(error.message);

Deno.test("Addresses that are not public are refused, in every disguise", () => {
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
    "ff02::1",
    "not an address",
  ];
  for (const address of inside) assert.equal(isReachable(address, nothing), false, address);
  for (const address of ["8.8.8.8", "2606:4700::1111"]) {
    assert.equal(isReachable(address, nothing), true, address);
  }
});

Deno.test("The operator's list opens hosts, addresses and networks, and nothing else", () => {
  const allowed = parseAllowList([
    "192.168.0.0/16",
    "10.0.0.5",
    "zendesk.internal",
    "fd00::/8",
    " ",
  ]);
  assert.ok(isReachable("192.168.7.7", allowed));
  assert.ok(isReachable("10.0.0.5", allowed));
  assert.ok(isReachable("::ffff:10.0.0.5", allowed));
  assert.ok(isReachable("fd12::1", allowed));
  assert.ok(!isReachable("10.0.0.6", allowed));
  assert.ok(allowed.hosts.has("zendesk.internal"));
});

Deno.test("A pattern with a star stands for exactly one label", () => {
  assert.ok(hostMatches("acme.zendesk.com", ["*.zendesk.com"]));
  assert.ok(!hostMatches("a.b.zendesk.com", ["*.zendesk.com"]));
  assert.ok(!hostMatches("zendesk.com", ["*.zendesk.com"]));
  assert.ok(!hostMatches(".zendesk.com", ["*.zendesk.com"]));
  assert.ok(!hostMatches("evil-zendesk.com", ["*.zendesk.com"]));
});

Deno.test("A public name that resolves to the inside is refused before anything is sent", async () => {
  let called = false;
  await withServer(() => {
    called = true;
    return new Response();
  }, async (port) => {
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"]]) {
      const fetch = createGuardedFetch(nothing, () => Promise.resolve(addresses));
      await assert.rejects(
        fetch(`http://api.example.test:${port}/`, {}, { hosts: ["api.example.test"] }),
        refused(/private network.*HISSUNO_ALLOWED_HOSTS/),
      );
    }
  });
  assert.equal(called, false);
});

Deno.test("An allowed call arrives with method, headers and body under its own name", async () => {
  await withServer(
    async (request) =>
      Response.json({
        method: request.method,
        host: request.headers.get("host"),
        key: request.headers.get("x-api-key"),
        body: await request.text(),
      }, { status: 201, headers: { "x-test": "yes" } }),
    async (port) => {
      const fetch = createGuardedFetch(
        parseAllowList(["127.0.0.0/8"]),
        () => Promise.resolve(["127.0.0.1"]),
      );
      const response = await fetch(`http://api.example.test:${port}/x?y=1`, {
        method: "POST",
        headers: { "X-Api-Key": "secret" },
        body: "hällo",
      }, { hosts: ["api.example.test"] });
      assert.equal(response.status, 201);
      assert.equal(response.headers.get("x-test"), "yes");
      assert.deepEqual(await response.json(), {
        method: "POST",
        host: `api.example.test:${port}`,
        key: "secret",
        body: "hällo",
      });
    },
  );
});

Deno.test("Undeclared hosts, other schemes and addresses with passwords are refused", async () => {
  const fetch = createGuardedFetch(nothing);
  const hosts = { hosts: ["api.example.test"] };
  await assert.rejects(
    fetch("https://other.test/", {}, hosts),
    refused(/other\.test is not among/),
  );
  await assert.rejects(fetch("file:///etc/passwd", {}, hosts), refused(/Only http and https/));
  await assert.rejects(fetch("https://a:b@api.example.test/", {}, hosts), refused(/user name/));
  await assert.rejects(fetch("https://[::1]/", {}, { hosts: ["::1"] }), refused(/private network/));
});

Deno.test("A redirect is checked like the first address, and credentials stay with their host", async () => {
  await withServer((request) => {
    const { pathname } = new URL(request.url);
    const port = new URL(request.url).port;
    if (pathname === "/inside") {
      return new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } });
    }
    if (pathname === "/away") {
      return new Response(null, {
        status: 302,
        headers: { location: `http://cdn.example.test:${port}/file` },
      });
    }
    if (pathname === "/loop") {
      return new Response(null, { status: 302, headers: { location: "/loop" } });
    }
    return Response.json({ authorization: request.headers.get("authorization") });
  }, async (port) => {
    const fetch = createGuardedFetch(
      parseAllowList(["127.0.0.1"]),
      (host) => Promise.resolve([/^\d/.test(host) ? host : "127.0.0.1"]),
    );
    const hosts = { hosts: ["api.example.test", "cdn.example.test", "169.254.169.254"] };
    const get = (path: string) =>
      fetch(
        `http://api.example.test:${port}${path}`,
        { headers: { Authorization: "Bearer x" } },
        hosts,
      );
    await assert.rejects(get("/inside"), refused(/169\.254\.169\.254 is inside a private network/));
    await assert.rejects(get("/loop"), refused(/redirects too often/));
    assert.deepEqual(await (await get("/away")).json(), { authorization: null });
    assert.deepEqual(await (await get("/same")).json(), { authorization: "Bearer x" });
  });
});

Deno.test("Answers that are too large, too slow or broken are errors in words", async () => {
  await withServer(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/slow") await new Promise((resolve) => setTimeout(resolve, 1_000));
    return new Response("x".repeat(10_000));
  }, async (port) => {
    const fetch = createGuardedFetch(parseAllowList(["127.0.0.1"]));
    const call = (path: string, more: object, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, init, { hosts: ["127.0.0.1"], ...more });
    await assert.rejects(call("/", { maxBytes: 9_999 }), refused(/more than 9999 bytes/));
    const beginning = await call("/", { maxBytes: 9, cutsOff: true });
    assert.equal(await beginning.text(), "x".repeat(9));
    await assert.rejects(call("/slow", { timeoutMilliseconds: 50 }), /did not answer in time/);
    await assert.rejects(
      call("/slow", {}, { signal: AbortSignal.abort(new Error("stop")) }),
      /stop/,
    );
    await assert.rejects(
      fetch("http://127.0.0.1:1/", {}, { hosts: ["127.0.0.1"] }),
      (error) => error instanceof NetworkError && error.kind === "failed",
    );
  });
});
