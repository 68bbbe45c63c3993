import assert from "node:assert/strict";
import { BUILT_IN_TAGS } from "../contract/mod.ts";
import { findTags } from "./classify.ts";
import type { ReviewMessage } from "./review_model.ts";
import { sentencesOf } from "./sentences.ts";
import { summariseByRules, titleOf } from "./summarise.ts";
import { whyNot } from "./worth.ts";

const message = (content: string, sequence = 1, sender_type = "user"): ReviewMessage =>
  ({ id: `msg_${sequence}`, sequence, sender_type, sender_name: null, content }) as ReviewMessage;
const tagsOf = (text: string, words?: Record<string, string[]>, tags: string[] = []) =>
  findTags({
    sessionType: "chat",
    messages: [message(text)],
    tags: [...BUILT_IN_TAGS, ...tags],
    words,
  }).map(({ tag }) => tag);

Deno.test("A denial turns a word off, and a wish is no praise", () => {
  assert.deepEqual(tagsOf("The import crashes."), ["bug"]);
  assert.deepEqual(tagsOf("There is no bug, all is well."), []);
  assert.deepEqual(tagsOf("It never crashes."), []);
  assert.deepEqual(tagsOf("What happens if the import hits an error?"), []);
  assert.deepEqual(tagsOf("The crash is gone, thanks."), []);
  assert.deepEqual(tagsOf("I am not happy with it."), []);
  assert.ok(!tagsOf("It would be fantastic support if you answered.").includes("wins"));
});

Deno.test("The same is understood in other languages", () => {
  assert.deepEqual(tagsOf("Der Export funktioniert seit gestern nicht mehr."), ["bug"]);
  assert.deepEqual(tagsOf("Sería genial poder ordenar la lista."), ["feature_request"]);
  assert.deepEqual(tagsOf("Nous voulons résilier notre contrat."), ["losses"]);
});

Deno.test("Own tags are known by name and by the words of the settings", () => {
  assert.deepEqual(tagsOf("Is there a churn risk?", {}, ["churn_risk"]), ["churn_risk"]);
  assert.deepEqual(tagsOf("We look at Rivalsoft.", { churn_risk: ["rivalsoft"] }, ["churn_risk"]), [
    "churn_risk",
  ]);
  // Words are words, not patterns.
  assert.deepEqual(tagsOf("abc", { churn_risk: [".*", "(a"] }, ["churn_risk"]), []);
});

Deno.test("What the team says and what mails quote is no customer's word", () => {
  const messages = [
    message("Where is the invoice?"),
    message("The export crashes for everybody.", 2, "human_agent"),
    message("Thanks!\n> The export crashes for everybody.", 3),
  ];
  const found = findTags({ sessionType: "chat", messages, tags: BUILT_IN_TAGS });
  assert.deepEqual(found, []);
});

Deno.test("Sentences stand in their message exactly as they are cut", () => {
  const text = "Hi! v2.1 of example.com is broken…  See  e.g. the list.\n\nBye?! 🎉 fin";
  const one = message(text);
  const sentences = sentencesOf([one]);
  assert.ok(sentences.length >= 4);
  for (const sentence of sentences) assert.ok(text.includes(sentence.text), sentence.text);
});

Deno.test("A title has no greeting and no end, and is cut between words", () => {
  assert.equal(titleOf("Hi there, the export fails."), "The export fails");
  assert.equal(titleOf("Hello Maya! Guten Tag, nothing works"), "Nothing works");
  assert.ok(titleOf("word ".repeat(60)).length <= 90);
  assert.equal(titleOf("Hello!"), "");
});

Deno.test("Only what is missing is summarised, in the customer's own words", () => {
  const messages = [message("Hello! The export fails for large reports. I tried it ten times.")];
  const input = { sessionType: "chat" as const, messages, found: [] };
  const both = summariseByRules({ ...input, wants: { name: true, description: true } });
  assert.equal(both[0]!.value.text, "The export fails for large reports");
  const none = summariseByRules({ ...input, wants: { name: false, description: false } });
  assert.deepEqual(none, []);
});

Deno.test("Advertising, tests and the team's own talk are not worth a review", () => {
  const worth = (text: string, isOfTeam = false) =>
    whyNot({ sessionType: "chat", messages: [message(text)], isOfTeam });
  assert.match(worth("test 123")!, /tried/);
  assert.match(worth("Rank your site #1 with our SEO services: https://x.example")!, /advertising/);
  assert.match(worth("The export fails", true)!, /internal/);
  assert.equal(worth("The export fails, see https://example.com/shot.png"), null);
  assert.equal(worth("The SEO services page of our docs has a typo"), null);
});

Deno.test("No text takes the rules long", () => {
  const texts = [
    "a".repeat(200_000),
    "not ".repeat(30_000),
    "would be ".repeat(20_000),
    "when I click ".repeat(10_000),
    "wir würden uns ".repeat(10_000),
    ".".repeat(100_000),
    `${"asdf".repeat(5_000)} b`,
    `${"hi ".repeat(5_000)}?x`,
    "https://".repeat(10_000),
  ];
  for (const text of texts) {
    const begin = performance.now();
    whyNot({ sessionType: "chat", messages: [message(text)], isOfTeam: false });
    tagsOf(text);
    summariseByRules({
      ...{ sessionType: "chat", messages: [message(text)], found: [] },
      wants: { name: true, description: true },
    });
    const took = performance.now() - begin;
    assert.ok(took < 30_000, `${text.slice(0, 20)}: ${took} ms`);
  }
});
