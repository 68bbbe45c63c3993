import assert from "node:assert/strict";
import { cleanJson, cleanText, firstWords, htmlToText } from "./text.ts";

Deno.test("Clean text has no NUL, no lone surrogate and plain line ends", () => {
  assert.equal(cleanText("a\0b\ud800c\r\nd😀"), "ab\ufffdc\nd😀");
});

Deno.test("Clean JSON is clean in keys and at every depth", () => {
  assert.deepEqual(cleanJson({ "a\0": ["b\0", { c: "\udc00" }], d: 1, e: null }), {
    a: ["b", { c: "\ufffd" }],
    d: 1,
    e: null,
  });
});

Deno.test("HTML becomes words, never markup or script", () => {
  const html = '<h1>Hi</h1><p>See <a href="https://a.test/x">here</a></p><script>x()</script>' +
    "<ul><li>one</li><li>two &lt;b&gt;</li></ul><img src=x onerror=y>";
  const text = htmlToText(html);
  assert.match(text, /^Hi\n/);
  assert.match(text, /here \[https:\/\/a\.test\/x\]/);
  assert.match(text, /\* two <b>/);
  assert.doesNotMatch(text, /x\(\)|onerror/);
});

Deno.test("First words are one line and are cut between characters", () => {
  assert.equal(firstWords("  a\n\n b  "), "a b");
  assert.equal(firstWords("one two three", 9), "one two…");
  assert.ok(firstWords("word ".repeat(100)).length <= 200);
  assert.ok(firstWords("😀".repeat(300)).isWellFormed());
});
