import assert from "node:assert/strict";
import { parseInline, parseRichText } from "./rich_text_model.ts";

const links = (text: string, markdown = true) =>
  parseInline(text, markdown).flatMap((piece) => piece.kind === "link" ? [piece.url] : []);

Deno.test("only http and https addresses become links", () => {
  assert.deepEqual(links("[a](javascript:alert(1)) javascript:alert(1) data:text/html,x"), []);
  assert.deepEqual(links("see https://example.com/a?b=1#c"), ["https://example.com/a?b=1#c"]);
});

Deno.test("punctuation after an address is not part of it", () => {
  const pieces = parseInline("(see https://example.com/a).", false);
  assert.deepEqual(pieces.map((piece) => piece.text), ["(see ", "https://example.com/a", ")."]);
});

Deno.test("a customer's asterisks and brackets stay what they typed", () => {
  const text = "**no** [link](https://example.com)";
  assert.equal(parseInline(text, false).map((piece) => piece.text).join(""), text);
  assert.deepEqual(parseInline("**yes**", true), [{ kind: "bold", text: "yes" }]);
});

Deno.test("lists, fences and paragraphs become blocks in order", () => {
  const blocks = parseRichText("One\ntwo\n\n1. a\n2. b\n- c\n```js\nx < 1\n\n```\nend", true);
  assert.deepEqual(blocks.map((block) => block.kind), [
    "paragraph",
    "list",
    "list",
    "code",
    "paragraph",
  ]);
  assert.deepEqual(blocks[3], { kind: "code", text: "x < 1\n" });
});

Deno.test("a fence that is never closed keeps its text", () => {
  assert.deepEqual(parseRichText("```\nlost?"), [{ kind: "code", text: "lost?" }]);
});

Deno.test("no text is lost between the pieces", () => {
  const text = "a `b` https://c.example **d** `e\n* f `` ` https:// **";
  assert.equal(
    parseInline(text, false).map((piece) =>
      piece.kind === "code" ? `\`${piece.text}\`` : piece.text
    )
      .join(""),
    text,
  );
});

Deno.test("hostile text takes time in proportion to its length", () => {
  const started = performance.now();
  for (const part of ["**", "[", "`a", "https://", "[a](", "- ", "```\n"]) {
    parseRichText(part.repeat(20_000), true);
  }
  assert.ok(performance.now() - started < 30_000);
});
