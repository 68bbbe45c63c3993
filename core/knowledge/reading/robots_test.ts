import assert from "node:assert/strict";
import { parseRobots } from "./robots.ts";

Deno.test("Rules for us count instead of those for everyone, and the longest decides", () => {
  const robots = parseRobots(`
User-agent: *
Disallow: /

User-agent: OtherBot
User-agent: HissunoBot
Disallow: /private # inside
Allow: /private/help
Disallow: /*.json$
Disallow: /a*/c
Crawl-delay: 2.5
`);
  const allowed = ["/", "/private/help/x", "/x.json?y", "/privat", "/a/b/d"];
  const refused = ["/private", "/private/", "/x/y.json", "/abc/c", "/a/b/cc"];
  for (const path of allowed) assert.ok(robots.allows(path), path);
  for (const path of refused) assert.ok(!robots.allows(path), path);
  assert.equal(robots.crawlDelay, 2.5);
});

Deno.test("What is not about us, or not robots at all, forbids nothing", () => {
  for (
    const text of ["", "<html>no</html>", "Disallow: /", "User-agent: X\nDisallow: /", "\0\0"]
  ) assert.ok(parseRobots(text).allows("/x"), text);
  const open = parseRobots("User-agent: *\nDisallow:\nCrawl-delay: soon");
  assert.ok(open.allows("/x"));
  assert.equal(open.crawlDelay, null);
});

Deno.test("Escaped paths match unescaped rules, and allowing wins a tie", () => {
  const robots = parseRobots("User-agent: *\nDisallow: /ä\nDisallow: /x\nAllow: /x");
  assert.ok(!robots.allows("/%C3%A4/b"));
  assert.ok(robots.allows("/x"));
});

Deno.test("A rule made of stars does not take longer and longer", () => {
  const robots = parseRobots(`User-agent: *\nDisallow: /${"*a".repeat(240)}$`);
  const started = performance.now();
  robots.allows("/" + "a".repeat(5_000) + "b");
  assert.ok(performance.now() - started < 5_000);
});
