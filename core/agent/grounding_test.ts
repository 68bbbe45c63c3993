import assert from "node:assert/strict";
import type { FoundPassage } from "../knowledge/mod.ts";
import { citeSources } from "./citations.ts";
import { cleanAnswer, settledDraft } from "./clean_answer.ts";
import { expectedLanguage, isGrounded } from "./grounding.ts";
import { readAgentSettings } from "./settings.ts";
import { until, worldTest } from "./testing/world.ts";

const passage = (content: string, name = "Guide"): FoundPassage => ({
  ...{ id: name, source_id: "know_1", source_name: name, heading: "", url: null },
  ...{ content, coverage: 1, score: 1, highlights: [] },
});
const refunds = passage("A refund is paid within 30 days of the order. Write to our accounting.");

const holds = (text: string, about = refunds, language = "english") =>
  isGrounded({ text, isOpen: false }, about, language);

Deno.test("A claim needs words of its passage in any form, and numbers as they are", () => {
  for (
    const [claim, expected] of [
      ["You are refunded by the accounting department.", true],
      ["Your refunds arrive after 30 days.", true],
      ["It takes 300 business mornings.", false],
      ["Enterprise customers get a dedicated server in Frankfurt.", false],
      [
        "Invoices in forty currencies are available for every enterprise customer of ours in " +
        "Europe, Asia, Africa, America and Australia, ordered by alphabet",
        false,
      ],
      ["Yes.", true],
      ["The guide explains it for developers.", true],
    ] as const
  ) assert.equal(holds(claim), expected, claim);
});

Deno.test("What is in another language or script cannot be compared, and holds", () => {
  assert.ok(holds("Das Geld ist nach einem Monat wieder auf dem Konto und wir melden uns."));
  assert.ok(holds("Zwrot pieniędzy trwa miesiąc."));
  assert.ok(holds("返金には一か月かかります。"));
  assert.ok(holds("Rückzahlung binnen Monatsfrist", refunds, "german"));
  const german = passage("Die Erstattung ist nach einem Monat auf dem Konto und wir melden uns.");
  assert.ok(holds("Wir melden uns, wenn die Rückerstattung da ist.", german));
  assert.ok(!holds("Der Server ist in Frankfurt und wird von uns gepflegt.", german));
  const japanese = passage("返金には三十日かかります。");
  assert.ok(holds("返金は三十日以内です。", japanese));
  assert.ok(!holds("サーバーはフランクフルト。", japanese));
  const settings = { ...readAgentSettings({}), language: "de" as const };
  assert.equal(expectedLanguage(settings, "Where is it?"), "german");
  assert.equal(expectedLanguage({ language: "auto" }, "Wo ist das und wie geht es?"), "german");
});

Deno.test("A mark stands for the text before it, or for its line when that begins with it", () => {
  const asked: string[] = [];
  const claims = (text: string) => {
    asked.length = 0;
    const all = [refunds, passage("B", "B"), passage("C", "C")];
    citeSources(text, all, ({ text }, { source_name }) => {
      asked.push(`${source_name}: ${text.trim()}`);
      return false;
    });
    return asked.join(" | ");
  };
  assert.equal(claims("One thing [1]. Another [2]."), "Guide: One thing | B: . Another");
  assert.equal(claims("One thing [1][2] [3]"), "Guide: One thing | B: One thing | C: One thing");
  assert.equal(claims("You need:\n- a key\n- a token [2]"), "B: - a token");
  assert.equal(claims("Press it.\n\n[2]"), "B: Press it. | B: ");
  assert.equal(claims("[1] Press it. [2]\nMore"), "Guide: Press it. | B: Press it.");
  assert.equal(claims("- [1] a key\n- [2] a token"), "Guide: a key | B: a key\n- | B: a token");
  assert.equal(claims("Run `a[1]` here [2]"), "B: Run `a[1]` here");
});

Deno.test("A mark whose passage does not hold its claim goes, and the others are counted anew", () => {
  const raw = "Servers stand in Frankfurt and Oslo [1]. Write to accounting [2] for refunds [3].";
  const { text, sources } = cleanAnswer(raw, [passage("B", "B"), refunds, refunds]);
  assert.equal(
    text,
    "Servers stand in Frankfurt and Oslo. Write to accounting [1] for refunds [1].",
  );
  assert.deepEqual(sources.map(({ title }) => title), ["Guide"]);
});

Deno.test("What a growing answer has shown of its sources stays, wherever its marks stand", () => {
  const passages = [refunds, passage("Servers are in Oslo.", "Places")];
  const raws = [
    "[1] It is paid back by our accounting. [2] Nothing of that. Servers [2].\n[1] A refund\n\n[2]",
    "- [2] Accounting\n- [1] Accounting of it\n\nWhatever it may be about [1] and the servers [2]",
    "Nothing about any of it [1][2]. A refund [1], a server [2] and *more* [1].",
  ];
  for (const raw of raws) {
    let before = "";
    for (let length = 1; length <= raw.length; length++) {
      const { text, sources } = settledDraft(raw.slice(0, length), passages);
      const shown = sources.length > 0 ? text.trimEnd() : "";
      assert.ok(shown.startsWith(before), `${JSON.stringify(before)}, ${JSON.stringify(shown)}`);
      before = shown;
    }
    assert.ok(cleanAnswer(raw, passages).text.startsWith(before));
  }
});

worldTest("An answer whose sources do not hold is never shown, and not given", async (world) => {
  const { fake, projectId, signals } = world;
  fake.lead = "";
  const wrong = "Enterprise servers stand in Frankfurt [1]. Customers love submarines [2].";
  fake.script({ text: wrong, delay: 5 });
  const session = await world.write("How do I export my data?");
  await world.agent().answer(projectId, session, new AbortController().signal);
  const [, answer] = await world.messages(session);
  assert.match(answer!.content, /^I do not know the answer to that/);
  assert.deepEqual(answer!.sources ?? [], []);
  assert.deepEqual(signals.filter(({ type }) => type === "draft"), []);
});

worldTest("What was streamed of a partly wrong answer is how it is given", async (world) => {
  const { fake, projectId, signals } = world;
  const rest =
    "Submarines dive [1]. Open the settings to export your data [1]. Whales sing songs [1].";
  fake.script({ text: rest, delay: 30 });
  const session = await world.write("How do I export my data?");
  const working = world.agent().answer(projectId, session, new AbortController().signal);
  await until(() => signals.some(({ type }) => type === "draft"));
  await working;
  const [, answer] = await world.messages(session);
  const given = "Submarines dive. Open the settings to export your data [1]. Whales sing songs.";
  assert.equal(answer!.content, given);
  let shown = "";
  for (const { type, data } of signals) {
    if (type !== "draft") continue;
    shown = shown.slice(0, data.offset as number) + data.text;
    assert.ok(given.startsWith(shown), shown);
  }
});
