import assert from "node:assert/strict";
import { harmless, plainWords, sourceList, splitMarkdown } from "./markdown.ts";

const visible = (text: string) => text.replaceAll("\u2060", "");
/** What makes Slack call people. */
const CALLS =
  /<!(channel|here|everyone|group|subteam)|<@\w|(?<![a-z0-9])[@＠](channel|here|everyone|group)(?![a-z0-9])/i;

Deno.test("No text calls a channel, everyone or a user group, and it still reads the same", () => {
  for (
    const text of [
      "@channel look",
      "hi @here, all",
      "**@everyone**",
      "_@here_",
      "请@here",
      "(@Channel)",
      "<!channel>",
      "<!here|here>",
      "<!subteam^S123|@team>",
      "<@U123>",
      "&lt;!channel&gt;",
      "`<!everyone>`",
      "\\@here",
      "@here@here <!here><!here>",
    ]
  ) {
    const safe = harmless(text);
    assert.doesNotMatch(safe.replaceAll("&lt;", "<"), CALLS, text);
    assert.equal(visible(safe), text);
  }
});

Deno.test("Addresses and ordinary words keep every character", () => {
  for (
    const text of ["mail support@channel.example", "@hereafter", "a < b and <https://x.example>"]
  ) {
    assert.equal(harmless(text), text);
  }
});

Deno.test("Sources become a list of links whose titles cannot break out of it", () => {
  assert.equal(sourceList([]), "");
  assert.equal(
    sourceList([
      { title: "Export [CSV](x)", url: "https://docs.example/a (b)" },
      { title: "Notes\nof ours", url: null },
      { title: "Bad", url: "javascript:alert(1)" },
    ]),
    "\n\n**Sources**\n- [Export \\[CSV\\](x)](https://docs.example/a%20%28b%29)\n" +
      "- Notes of ours\n- Bad",
  );
  assert.equal(plainWords("a*b".repeat(100), 5), "a\\*ba…");
});

Deno.test("A long text is cut where a paragraph, a sentence or a word ends, and nothing is lost", () => {
  const paragraphs = Array.from({ length: 12 }, (_, n) => `Paragraph ${n}. ${"word ".repeat(10)}`);
  const text = paragraphs.join("\n\n").trim();
  const posts = splitMarkdown(text, 200);
  assert.ok(posts.length > 3 && posts.every((post) => post.length <= 200));
  assert.equal(posts.join(" ").replace(/\s+/g, " "), text.replace(/\s+/g, " "));
  assert.deepEqual(splitMarkdown("short"), ["short"]);
  assert.deepEqual(splitMarkdown("  "), [""]);
});

Deno.test("A code block that is cut is closed and opened again in the next post", () => {
  const text = "Run:\n```sh\n" + "echo one\n".repeat(30) + "```\nDone.";
  const posts = splitMarkdown(text, 150);
  for (const post of posts) assert.equal(post.match(/^```/gm)!.length % 2, 0, post);
  assert.ok(posts[1]!.startsWith("```sh\necho one"));
});

Deno.test("A text without any end is cut between characters, and one without end is shortened", () => {
  const posts = splitMarkdown("😀".repeat(2_000), 101);
  assert.equal(posts.length, 8);
  assert.ok(posts.every((post) => post.isWellFormed() && post.length <= 101));
  assert.match(posts.at(-1)!, /shortened/);
});
