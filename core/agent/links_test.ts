import assert from "node:assert/strict";
import type { FoundPassage } from "../knowledge/mod.ts";
import { citeSources } from "./citations.ts";
import { cleanAnswer, settledDraft } from "./clean_answer.ts";
import { hostsOf, removeForeignLinks } from "./links.ts";

const hosts = new Set(["docs.acme.test"]);

function passage(
  name: string,
  heading = "",
  url: string | null = null,
  content = "Text.",
): FoundPassage {
  return {
    id: `know_${name}`,
    source_id: "know",
    source_name: name,
    heading,
    content,
    url,
    score: 1,
    coverage: 1,
    highlights: [],
  };
}

Deno.test("Links to hosts of the passages stay, all others become their text", () => {
  const cases: [string, string][] = [
    ["See [the docs](https://docs.acme.test/x).", "See [the docs](https://docs.acme.test/x)."],
    ["See [here](https://evil.test/?q=1).", "See here."],
    ["![chart](https://evil.test/p.png?secret)", "chart"],
    ["![](//evil.test/p.png)", ""],
    ["[a](javascript:alert(1))", "a"],
    ["[a](<https://evil.test/> 'title')", "a"],
    ["[a](https://docs.acme.test@evil.test/)", "a"],
    ["[a](https://docs.acme.test.evil.test/)", "a"],
    ["[a](https:\\\\evil.test)", "a"],
    ["[a](/relative)", "a"],
    ["[a](data:text/html,x)", "a"],
    ["[![i](https://evil.test/i.png)](https://evil.test/)", "i"],
    ["Go to https://evil.test/a?b=c.", "Go to (link removed)."],
    ["Go to https://docs.acme.test/a.", "Go to https://docs.acme.test/a."],
    ["Go to www.evil.test now", "Go to (link removed) now"],
    ["<https://evil.test/x>", "<(link removed)>"],
    ["//evil.test/x", "(link removed)"],
    ["HTTPS://EVIL.TEST", "(link removed)"],
    ["ftp://evil.test/x", "(link removed)"],
    ["[ref]: https://evil.test", "[ref]: (link removed)"],
    ["[a](https://docs.acme.test/x)(https://evil.test/)", "[a]((link removed))"],
    ["**https://docs.acme.test/**https://evil.test/", "**(link removed)"],
    ["https://docs.acme.test/?to=https://evil.test/", "(link removed)"],
    ["mailto:thief@evil.test", "(link removed)"],
    ["and/or, 1//2, note: fine, C++", "and/or, 1//2, note: fine, C++"],
    ["The ratio is 3:4 at 10:30.", "The ratio is 3:4 at 10:30."],
  ];
  for (const [text, expected] of cases) {
    assert.equal(removeForeignLinks(text, hosts), expected, text);
  }
});

Deno.test("Hosts are read from addresses only", () => {
  assert.deepEqual(
    [...hostsOf(["See https://Docs.acme.test/a, (http://b.test:8080).", null, "evil.test"])],
    ["docs.acme.test", "b.test:8080"],
  );
});

Deno.test("Marks are renumbered by first appearance and only cited passages are listed", () => {
  const passages = [
    passage("A", "Guide > Export"),
    passage("B", "", "https://b.test/"),
    passage("C"),
  ];
  const { text, sources } = citeSources(
    "One [3]. Two [1, 3] and【2†source】. Three [9].",
    passages,
  );
  assert.equal(text, "One [1]. Two [2][1] and[3]. Three.");
  assert.deepEqual(sources, [
    { title: "C", url: null },
    { title: "A: Export", url: null },
    { title: "B", url: "https://b.test/" },
  ]);
});

Deno.test("Two passages of one place are one source", () => {
  const { text, sources } = citeSources("X [1][2].", [passage("A", "G"), passage("A", "G")]);
  assert.equal(sources.length, 1);
  assert.equal(text, "X [1].");
});

Deno.test("Marks inside code are left alone", () => {
  const { text, sources } = citeSources("Use `list[1]`:\n```\na[2]\n```", [
    passage("A"),
    passage("B"),
  ]);
  assert.equal(text, "Use `list[1]`:\n```\na[2]\n```");
  assert.deepEqual(sources, []);
});

Deno.test("A growing draft never shows what the finished answer removes, and only grows", () => {
  const passages = [passage("A", "", "https://docs.acme.test/x"), passage("B")];
  const raw = "Hi 👋! Open **Settings** [2] and see [the docs](https://docs.acme.test/x) or " +
    "![x](https://evil.test/p.png?k=1) or [bad link here](https://evil.test/?a=(1)) or " +
    "https://evil.test/q [1, 2] [7]. Then `list[0]` is done. 完成了！";
  let before = "";
  for (let length = 1; length <= raw.length; length++) {
    const draft = settledDraft(raw.slice(0, length), passages).text.trimEnd();
    assert.ok(!draft.includes("evil.test"), draft);
    assert.ok(draft.startsWith(before), `${JSON.stringify(before)} then ${JSON.stringify(draft)}`);
    assert.equal(draft, draft.toWellFormed());
    before = draft;
  }
  assert.ok(cleanAnswer(raw, passages).text.startsWith(before));
  assert.ok(before.length > 80);
});
