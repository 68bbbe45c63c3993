import assert from "node:assert/strict";
import fc from "fast-check";
import { type Block, parseMarkdown } from "./markdown.ts";
import { type Inline, parseInline, safeUrl } from "./markdown_inline.ts";

const paragraph = (...content: Inline[]): Block => ({ type: "paragraph", content });
const link = (url: string, ...content: Inline[]): Inline => ({ type: "link", url, content });

/** All texts and addresses that would reach the page. */
function collect(blocks: Block[]): { text: string; urls: string[] } {
  let text = "";
  const urls: string[] = [];
  const inline = (part: Inline): void => {
    if (typeof part === "string") text += part;
    else if (part.type === "code") text += part.text;
    else if (part.type !== "break") {
      if (part.type === "link") urls.push(part.url);
      part.content.forEach(inline);
    }
  };
  const block = (part: Block): void => {
    if (part.type === "code") text += part.text;
    else if (part.type === "list") part.items.flat().forEach(block);
    else if (part.type === "quote") part.content.forEach(block);
    else part.content.forEach(inline);
  };
  blocks.forEach(block);
  return { text, urls };
}

Deno.test("Paragraphs end at blank lines, single line ends stay", () => {
  assert.deepEqual(parseMarkdown("one\ntwo\n\nthree"), [
    paragraph("one", { type: "break" }, "two"),
    paragraph("three"),
  ]);
});

Deno.test("Bold, italic and code become marks, also within each other", () => {
  assert.deepEqual(parseInline("**bold *both*** and `a*b`"), [
    { type: "bold", content: ["bold ", { type: "italic", content: ["both"] }] },
    " and ",
    { type: "code", text: "a*b" },
  ]);
});

Deno.test("Underlines inside a word, lone stars and escaped marks stay text", () => {
  for (
    const text of ["snake_case_name", "2 * 3 * 4", "a ** b", "`open", "**open", "[a](b", "_ a _"]
  ) {
    assert.deepEqual(parseInline(text), [text]);
  }
  assert.deepEqual(parseInline("\\*no\\*"), ["*no*"]);
});

Deno.test("Lists keep their start, their nesting and the code inside them", () => {
  assert.deepEqual(
    parseMarkdown("3. three\n   - inner\n4. four\n\n   ```\n   x\n   ```\nafter list"),
    [
      {
        type: "list",
        ordered: true,
        start: 3,
        items: [
          [
            paragraph("three"),
            { type: "list", ordered: false, start: 1, items: [[paragraph("inner")]] },
          ],
          [paragraph("four"), { type: "code", text: "x" }, paragraph("after list")],
        ],
      },
    ],
  );
});

Deno.test("A code block without an end reaches to the end of what has been written so far", () => {
  assert.deepEqual(parseMarkdown("see\n```js\nlet a;\n**b**"), [
    paragraph("see"),
    { type: "code", text: "let a;\n**b**" },
  ]);
});

Deno.test("Headings and quotes are known, HTML stays text", () => {
  assert.deepEqual(parseMarkdown("## Title\n> said\n> so\n\n<b onclick=x>hi</b>"), [
    { type: "heading", content: ["Title"] },
    { type: "quote", content: [paragraph("said", { type: "break" }, "so")] },
    paragraph("<b onclick=x>hi</b>"),
  ]);
});

Deno.test("Links carry http, https and mailto only; others leave their label", () => {
  assert.deepEqual(parseInline("[docs](https://a.test/x_(y))!"), [
    link("https://a.test/x_(y)", "docs"),
    "!",
  ]);
  assert.deepEqual(parseInline("[mail](mailto:a@b.test)"), [link("mailto:a@b.test", "mail")]);
  for (const url of ["javascript:alert(1)", "data:text/html,x", "//evil.test", "/relative", " "]) {
    assert.deepEqual(collect([paragraph(...parseInline(`[click](${url})`))]).urls, []);
  }
  assert.deepEqual(parseInline("[click](javascript:alert(1))"), ["click"]);
});

Deno.test("Bare addresses become links without the sentence's punctuation", () => {
  assert.deepEqual(parseInline("(see https://a.test/b_c?d=1)."), [
    "(see ",
    link("https://a.test/b_c?d=1", "https://a.test/b_c?d=1"),
    ").",
  ]);
  assert.deepEqual(parseInline("xhttps://a.test"), ["xhttps://a.test"]);
});

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      ..."* ** _ __ ` ``` ~~~ [ ]( ) > < - 1. # \n \\ ! http:// javascript: mailto: <script> \t \r"
        .split(" "),
      " ",
      "\n",
      "\n\n",
      "   ",
    ),
    fc.string({ unit: "binary", maxLength: 4 }),
  ),
  { maxLength: 200 },
).map((parts) => parts.join(""));

Deno.test("Whatever the text is, it is read without an error and only safe addresses come out", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const url of collect(parseMarkdown(text)).urls) {
        assert.match(url, /^(https?|mailto):/);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("Words are never lost, however the marks around them stand", () => {
  fc.assert(
    fc.property(hostile, (given) => {
      // The word after an opening fence names a language and is not shown.
      const text = given.replace(/[`~]/g, "");
      const { text: shown, urls } = collect(parseMarkdown(`start ${text} end`));
      assert.ok((shown + urls.join("")).includes("start"));
      assert.ok((shown + urls.join("")).includes("end"));
    }),
  );
});

Deno.test("A hostile text of 100,000 characters is read in well under a second", () => {
  const patterns = [
    "*a ",
    "**a",
    "_a ",
    "`a``b```c",
    "[a",
    "[a](",
    "](",
    "> ",
    "- ",
    "\\",
    "https://a.(",
    "((((",
    "*_",
  ];
  for (const pattern of patterns) {
    const text = pattern.repeat(Math.ceil(100_000 / pattern.length));
    const before = performance.now();
    parseMarkdown(text);
    const took = performance.now() - before;
    assert.ok(took < 20_000, `${JSON.stringify(pattern)} took ${Math.round(took)} ms`);
  }
});

Deno.test("Addresses are refused unless a browser can open them safely", () => {
  assert.equal(safeUrl("https://a.test"), "https://a.test/");
  for (const address of ["javascript:alert(1)", "https://", "ftp://a.test", "", "java\nscript:x"]) {
    assert.equal(safeUrl(address), null);
  }
});
