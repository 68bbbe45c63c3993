import assert from "node:assert/strict";
import fc from "fast-check";
import { textOfParts } from "./blocks.ts";
import { mentionsOf, toText } from "./text.ts";

const names = {
  user: (id: string) => ({ U1: "Ada", W2: "Bob" })[id],
  channel: (id: string) => ({ C1: "help" })[id],
};
const cases: [mrkdwn: string, text: string][] = [
  ["plain", "plain"],
  ["<@U1> and <@W2|bobby> and <@U9> and <@U9|eve>", "@Ada and @Bob and @somebody and @eve"],
  ["<#C1> <#C1|> <#C2|named> <#C3>", "#help #help #named #channel"],
  ["<!here> <!channel> <!everyone>", "@here @channel @everyone"],
  ["<!subteam^S1|@support> <!subteam^S1>", "@support @group"],
  ["<!date^1392734382^{date}|18 February>", "18 February"],
  ["<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"],
  ["<https://a.example|the page>", "the page (https://a.example)"],
  ["<https://a.example/|https://a.example/>", "https://a.example/"],
  ["<http://a.example|a.example>", "http://a.example"],
  ["<mailto:a@b.example|a@b.example> <tel:+1555|+1 555>", "a@b.example +1 555"],
  ["1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;", "1 < 2 && 3 > 2 &lt;"],
  ["*bold* _italic_ ~gone~ :wave:", "**bold** _italic_ ~~gone~~ :wave:"],
  ["*<@U1> is bold*", "**@Ada is bold**"],
  ["2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"],
  ["`*code* &lt;b&gt;` *b*", "`*code* <b>` **b**"],
  ["```\nif (a &lt; b) *x* <https://a.example>\n```", "```\nif (a < b) *x* https://a.example\n```"],
  ["&gt; a quote", "> a quote"],
  ["<unfinished", "<unfinished"],
  ["<>", ""],
  ["   ", ""],
];

for (const [mrkdwn, text] of cases) {
  Deno.test(`Slack's markup reads as words: ${mrkdwn}`, () => {
    assert.equal(toText(mrkdwn, names), text);
  });
}

Deno.test("Any text is read, in time, and nothing is left of the marks used meanwhile", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
    assert.ok(!/[\uE000\uE001]/.test(toText(text, names)));
  }));
  const began = performance.now();
  for (const part of ["*a ", "<@", "`", "~a", "<a|", "* *"]) toText(part.repeat(20_000), names);
  assert.ok(performance.now() - began < 30_000);
});

Deno.test("Mentions are found, with groups, and channels only where their name is missing", () => {
  assert.deepEqual(mentionsOf("<@U1> <@U1> <@W2|b> <#C1|help> <#C2> <!subteam^S1> <!here>"), {
    users: ["U1", "W2"],
    channels: ["C2"],
    hasGroup: true,
  });
});

Deno.test("A message without text is read from its blocks", () => {
  const blocks = [
    { type: "header", text: { type: "plain_text", text: "Order <1>" } },
    { type: "section", text: { type: "mrkdwn", text: "*New* from <@U1>" } },
    {
      type: "rich_text",
      elements: [{
        type: "rich_text_section",
        elements: [
          { type: "text", text: "See ", style: { bold: true } },
          { type: "link", url: "https://a.example", text: "this" },
          { type: "user", user_id: "U1" },
          { type: "emoji", name: "tada" },
        ],
      }, {
        type: "rich_text_list",
        style: "ordered",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "one" }] }],
      }, { type: "rich_text_quote", elements: [{ type: "text", text: "said\nbefore" }] }],
    },
    { type: "actions", elements: [{ type: "button" }] },
  ];
  assert.equal(
    toText(textOfParts(blocks, []), names),
    "Order <1>\n**New** from @Ada\n**See** this (https://a.example)@Ada:tada:\n1. one\n> said\n> before",
  );
});

Deno.test("What integrations attach and what was forwarded is read when there is nothing else", () => {
  assert.equal(
    textOfParts([], [{ title: "Alert", text: "Disk full", fallback: "x" }]),
    "Alert\nDisk full",
  );
  assert.equal(textOfParts([], [{ fallback: "[no preview]" }]), "[no preview]");
  const inner = { blocks: [{ type: "section", text: { type: "mrkdwn", text: "Forwarded" } }] };
  assert.equal(textOfParts([], [{ message_blocks: [{ message: inner }] }]), "Forwarded");
});

Deno.test("Blocks of any shape are read without harm", () => {
  fc.assert(fc.property(fc.array(fc.anything()), fc.array(fc.anything()), (blocks, attachments) => {
    assert.equal(typeof textOfParts(blocks, attachments), "string");
  }));
  let nested: unknown = { type: "text", text: "deep" };
  for (let depth = 0; depth < 5_000; depth++) nested = { type: "rich_text", elements: [nested] };
  assert.equal(textOfParts([nested], []), "");
});
