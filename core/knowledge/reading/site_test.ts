import assert from "node:assert/strict";
import { addressOf, isInSite, isWorthFollowing, siteOf } from "./site.ts";

Deno.test("An address is kept without fragment and without what counts visitors", () => {
  const base = "https://example.com/docs/a";
  const cases: [string, string | null][] = [
    ["b?utm_source=x&page=2#top", "https://example.com/docs/b?page=2"],
    ["//other.example/x", "https://other.example/x"],
    ["HTTPS://EXAMPLE.com:443/x/../y", "https://example.com/y"],
    ["mailto:a@example.com", null],
    ["javascript:alert(1)", null],
    ["https://user:word@example.com/", null],
    ["http://[broken", null],
    ["", null],
    ["/" + "x".repeat(1_200), null],
  ];
  for (const [href, expected] of cases) {
    assert.equal(addressOf(href, base)?.href ?? null, expected, href);
  }
});

Deno.test("A site is its host below the first page's folder, or below the path that is given", () => {
  const site = siteOf("https://example.com/docs/start", { mode: "site" });
  const isIn = (href: string, where = site) => isInSite(where, new URL(href));
  assert.ok(isIn("https://example.com/docs/x"));
  assert.ok(isIn("http://example.com/docs/x"));
  assert.ok(!isIn("https://example.com/blog/x"));
  assert.ok(!isIn("https://www.example.com/docs/x"));
  assert.ok(!isIn("https://example.com:8443/docs/x"));
  const wide = siteOf("https://example.com/docs/start", { path_prefix: "/" });
  assert.ok(isIn("https://example.com/blog/x", wide));
});

Deno.test("Files of other kinds and paths that repeat themselves are not followed", () => {
  const worth = (path: string) => isWorthFollowing(new URL(path, "https://example.com"));
  for (const path of ["/a", "/a/b.html", "/v1.2/x", "/a?page=2"]) assert.ok(worth(path), path);
  const not = ["/a.png", "/x.ZIP", "/a/b/a/b/a", "/?a=1&b=2&c=3&d=4&e=5", "/x".repeat(16)];
  for (const path of not) assert.ok(!worth(path), path);
});
