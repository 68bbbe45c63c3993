import assert from "node:assert/strict";
import type { FoundPassage } from "../knowledge/mod.ts";
import { generate } from "./generate.ts";
import { Meter } from "./meter.ts";
import { type ModelSettings, openClient } from "./model.ts";
import { ModelFailure } from "./model_failure.ts";
import type { ModelMessage } from "./prompt.ts";
import { type FakeOpenAi, startFakeOpenAi } from "./testing/fake_openai.ts";

const prompt: ModelMessage[] = [
  { role: "system", content: "Rules." },
  { role: "user", content: "How do I export?" },
];

function passage(id: string): FoundPassage {
  return {
    ...{ id, source_id: "know", source_name: id, heading: "", content: `About ${id}.` },
    ...{ url: null, score: 1, coverage: 1, highlights: [] },
  };
}

function withFake(
  name: string,
  test: (fake: FakeOpenAi, ask: ReturnType<typeof asker>) => Promise<void>,
): void {
  Deno.test(name, async () => {
    const fake = startFakeOpenAi();
    try {
      await test(fake, asker(fake));
    } finally {
      await fake.close();
    }
  });
}

function asker(fake: FakeOpenAi) {
  return async (settings: Partial<ModelSettings> = {}, signal = new AbortController().signal) => {
    const model = { apiKey: "sk-test", baseUrl: fake.baseUrl, model: "fake-model", ...settings };
    const seen: string[] = [];
    let draft = "";
    const passages: FoundPassage[] = [];
    const meter = new Meter();
    const result = await generate({
      client: await openClient(model),
      ...{ settings: model, prompt, passages, meter, nonce: "n0nce", signal },
      search: (query) => Promise.resolve([passage(`passage of ${query}`)]),
      onText: (piece) => draft += piece,
      onRestart: () => {
        seen.push(draft);
        draft = "";
      },
    });
    return { ...result, ...meter.used, draft, seen, passages };
  };
}

const failsAs = (kind: string) => (error: unknown) =>
  error instanceof ModelFailure && error.kind === kind;

withFake("An answer is read as it is streamed, with the tokens it used", async (fake, ask) => {
  fake.script({ text: "Open the settings. Choose CSV." });
  const result = await ask();
  assert.equal(result.text, "Open the settings. Choose CSV.");
  assert.equal(result.draft, result.text);
  assert.equal(result.handOver, null);
  assert.deepEqual([result.promptTokens, result.completionTokens], [100, 20]);
  assert.equal(fake.requests[0]!.headers.get("authorization"), "Bearer sk-test");
  assert.deepEqual(fake.requests[0]!.body.tools?.map((tool) => tool.function.name), [
    "search_knowledge",
    "hand_over",
  ]);
});

withFake("A search gives the model numbered passages and it is asked again", async (fake, ask) => {
  fake.script(
    { text: "Let me look.", tools: [{ name: "search_knowledge", arguments: '{"query":"csv"}' }] },
    { text: "Choose CSV [1]." },
  );
  const result = await ask();
  assert.equal(result.text, "Choose CSV [1].");
  assert.deepEqual(result.seen, ["Let me look."]);
  const answer = fake.requests[1]!.body.messages.at(-1)!;
  assert.equal(answer.role, "tool");
  assert.match(answer.content!, /^<passages-n0nce>\n\[1\] passage of csv\nAbout passage of csv\./);
});

withFake("Handing over ends the answer and carries the reason", async (fake, ask) => {
  fake.script({ tools: [{ name: "hand_over", arguments: '{"reason":"Wants a refund"}' }] });
  assert.equal((await ask()).handOver, "Wants a refund");
  fake.script({ tools: [{ name: "hand_over", arguments: "{broken" }] }, { text: "Sorry." });
  assert.equal((await ask()).handOver, null);
  assert.match(fake.requests.at(-1)!.body.messages.at(-1)!.content!, /not valid JSON/);
});

withFake("Invalid and unknown tool calls are answered with a sentence", async (fake, ask) => {
  fake.script(
    { tools: [{ name: "search_knowledge", arguments: "not json" }] },
    { tools: [{ name: "search_knowledge", arguments: '{"query":7,"project_id":"proj_b"}' }] },
    { tools: [{ name: "delete_everything", arguments: "{}" }] },
    { text: "Done." },
  );
  assert.equal((await ask()).text, "Done.");
  const answers = fake.requests.slice(1).map(({ body }) => body.messages.at(-1)!.content!);
  assert.match(answers[0]!, /not valid JSON/);
  assert.match(answers[1]!, /query is missing/);
  assert.match(answers[2]!, /no such tool/);
});

withFake("A model that only searches is made to answer in the end", async (fake, ask) => {
  const search = { tools: [{ name: "search_knowledge", arguments: '{"query":"x"}' }] };
  fake.fallback = (request) => request.body.tools ? search : { text: "I do not know." };
  assert.equal((await ask()).text, "I do not know.");
  assert.equal(fake.requests.length, 4);
});

withFake("A rate limit is waited for as long as it says", async (fake, ask) => {
  fake.script({ status: 429, headers: { "retry-after": "0.2" } }, { text: "Now." });
  const begin = performance.now();
  assert.equal((await ask()).text, "Now.");
  assert.ok(performance.now() - begin >= 190);
});

withFake(
  "A rate limit that lasts too long, or a used-up quota, is not waited for",
  async (fake, ask) => {
    fake.script({ status: 429, headers: { "retry-after": "3600" } });
    await assert.rejects(() => ask(), failsAs("rate_limited"));
    fake.script({ status: 429, code: "insufficient_quota" });
    await assert.rejects(() => ask(), failsAs("rate_limited"));
    assert.equal(fake.requests.length, 2);
  },
);

withFake("A fault of the server is tried again, three times in all", async (fake, ask) => {
  fake.script({ status: 503, headers: { "retry-after": "0" } }, { text: "Better." });
  assert.equal((await ask()).text, "Better.");
  fake.fallback = { status: 500, headers: { "retry-after": "0" } };
  await assert.rejects(() => ask(), failsAs("unavailable"));
  assert.equal(fake.requests.length, 5);
});

withFake("A refused key is not tried again", async (fake, ask) => {
  fake.script({ status: 401 });
  await assert.rejects(() => ask(), failsAs("unauthorized"));
  assert.equal(fake.requests.length, 1);
});

withFake("An answer that breaks off is begun again from its beginning", async (fake, ask) => {
  for (const broken of [{ cut: "Half an" }, { unfinished: "Half an" }, { garbage: "{half" }]) {
    fake.script(broken, { text: "A whole answer." });
    const result = await ask();
    assert.equal(result.text, "A whole answer.");
    assert.equal(result.draft, "A whole answer.");
    assert.equal(result.seen.length, 1, JSON.stringify(broken));
  }
});

withFake("Silence before, within and all through an answer ends it", async (fake, ask) => {
  fake.script({ stall: "" });
  await assert.rejects(() => ask({ firstTokenTimeout: 100 }), failsAs("slow"));
  fake.script({ stall: "Some words" });
  await assert.rejects(() => ask({ stallTimeout: 100 }), failsAs("slow"));
  fake.script({ text: "word ".repeat(200), delay: 20 });
  await assert.rejects(() => ask({ overallTimeout: 150 }), failsAs("slow"));
  assert.equal(fake.requests.length, 3);
});

withFake("A refusal and an answer without words are failures", async (fake, ask) => {
  fake.script({ refusal: "I cannot help with that." });
  await assert.rejects(() => ask(), failsAs("refused"));
  fake.script({ text: "Some", finish: "content_filter" });
  await assert.rejects(() => ask(), failsAs("refused"));
  fake.script({ text: " " }, { text: "" }, { text: "" });
  await assert.rejects(() => ask(), failsAs("empty"));
});

withFake("An endpoint without tools or token counts is asked without them", async (fake, ask) => {
  fake.script(
    { status: 400, message: "Unknown field: stream_options" },
    { status: 400, message: "fake-model does not support tools" },
    { text: "Plain." },
  );
  assert.equal((await ask()).text, "Plain.");
  assert.equal(fake.requests[2]!.body.tools, undefined);
  assert.equal(fake.requests[2]!.body.stream_options, undefined);
});

withFake("Aborting ends the request at once, with the reason given", async (fake, ask) => {
  fake.script({ text: "word ".repeat(500), delay: 10 });
  const stop = new AbortController();
  const reason = new Error("Taken over");
  setTimeout(() => stop.abort(reason), 100);
  await assert.rejects(() => ask({}, stop.signal), (error) => error === reason);
  for (let wait = 0; fake.aborted === 0 && wait < 50; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(fake.aborted, 1);
});

withFake("No key is needed where the endpoint wants none", async (_fake, ask) => {
  assert.equal((await ask({ apiKey: null })).text, "Fine.");
});
