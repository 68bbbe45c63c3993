import assert from "node:assert/strict";
import { AppError } from "../errors.ts";
import { assertSameOrigin } from "./same_origin.ts";

const url = "http://localhost:8000/login";

function post(headers: Record<string, string>, method = "POST"): Request {
  return new Request(url, { method, headers });
}

function refused(request: Request, publicUrl?: string): void {
  assert.throws(
    () => assertSameOrigin(request, publicUrl),
    (error) => error instanceof AppError && error.status === 403 && /^[A-Z]/.test(error.message),
  );
}

Deno.test("assertSameOrigin lets safe methods pass without any header", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) assertSameOrigin(post({}, method));
});

Deno.test("assertSameOrigin accepts our own page by Origin or by Sec-Fetch-Site", () => {
  assertSameOrigin(post({ origin: "http://localhost:8000" }));
  assertSameOrigin(post({ "sec-fetch-site": "same-origin" }));
  assertSameOrigin(post({ origin: "http://localhost:8000", "sec-fetch-site": "same-origin" }));
  assertSameOrigin(post({ origin: "null", "sec-fetch-site": "same-origin" }));
});

Deno.test("assertSameOrigin accepts the public address when a proxy ends TLS", () => {
  assertSameOrigin(
    post({ origin: "https://feedback.example.com" }),
    "https://feedback.example.com/",
  );
});

Deno.test("assertSameOrigin accepts the Host the browser asked for when no address is configured", () => {
  assertSameOrigin(post({ origin: "https://box.lan", host: "box.lan" }));
  refused(post({ origin: "https://evil.example", host: "box.lan" }));
});

Deno.test("assertSameOrigin refuses other sites, odd origins and requests that say nothing", () => {
  refused(post({ origin: "https://evil.example" }));
  refused(post({ origin: "null" }));
  refused(post({ origin: "http://localhost:8000.evil.example" }));
  refused(post({ origin: "http://localhost:8001" }));
  refused(post({ "sec-fetch-site": "cross-site" }));
  refused(post({ "sec-fetch-site": "same-site", origin: "http://localhost:8000" }));
  refused(post({}));
  refused(post({ origin: "https://evil.example" }, "DELETE"), "https://feedback.example.com");
});
