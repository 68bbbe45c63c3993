import assert from "node:assert/strict";
import { PASSAGE_CHARACTERS, splitText } from "./split.ts";

Deno.test("Markdown is cut at its headings and each passage knows its path", () => {
  const text =
    "Before.\n\n# Guide\n\nIntro.\n\n## Billing\n### Refunds\nIn 14 days.\n\n## Data\nCSV.";
  assert.deepEqual(splitText("markdown", text), [
    { heading: "", content: "Before." },
    { heading: "Guide", content: "Intro." },
    { heading: "Guide > Billing > Refunds", content: "In 14 days." },
    { heading: "Guide > Data", content: "CSV." },
  ]);
});

Deno.test("Underlined headings and headings with markup count as headings", () => {
  const passages = splitText(
    "markdown",
    "Guide\n=====\n\nHi.\n\n## The [API](https://a.test) `key` ##\nYes.",
  );
  assert.deepEqual(passages.map(({ heading }) => heading), ["Guide", "Guide > The API key"]);
});

Deno.test("A hash inside a code block is no heading and the block stays in one piece", () => {
  const code = "```sh\n" + "# a comment\nrun --all\n\n".repeat(60) + "```";
  const passages = splitText(
    "markdown",
    `# Run\n\n${"Some words here. ".repeat(40)}\n\n${code}\n\nAfter.`,
  );
  assert.ok(passages.some(({ content }) => content.includes(code)));
  assert.ok(passages.every(({ heading }) => heading === "Run"));
});

Deno.test("Long prose becomes passages of a few hundred words that do not overlap", () => {
  const sentences = Array.from(
    { length: 500 },
    (_, index) => `Sentence number ${index} says little.`,
  );
  const passages = splitText("text", sentences.join(" "));
  const counts = passages.map(({ content }) => content.split(/\s+/).length);
  assert.ok(Math.max(...counts) <= 400, `${counts}`);
  assert.ok(Math.min(...counts.slice(0, -1)) >= 150, `${counts}`);
  const joined = passages.map(({ content }) => content).join(" ");
  assert.equal(joined, sentences.join(" "));
});

Deno.test("Text without any space or line is cut at the limit and loses nothing", () => {
  const text = "😀".repeat(20_000);
  const passages = splitText("text", text);
  assert.equal(passages.map(({ content }) => content).join(""), text);
  for (const { content } of passages) {
    assert.ok(content.length <= PASSAGE_CHARACTERS);
    assert.equal(content, content.toWellFormed());
  }
});

Deno.test("A megabyte of text is cut in time", () => {
  const text = "# H\n\n" + "word ".repeat(200_000);
  const begin = performance.now();
  assert.ok(splitText("markdown", text).length > 400);
  assert.ok(performance.now() - begin < 20_000);
});

Deno.test("Headings without text make no passage", () => {
  assert.deepEqual(splitText("markdown", "# Only\n\n## Headings\n"), []);
});
