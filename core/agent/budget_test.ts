import assert from "node:assert/strict";
import { updateProject } from "../projects/mod.ts";
import { getSession } from "../sessions/mod.ts";
import { costMicros, dayOf, money, spentReason } from "./budget.ts";
import { createAgent, priceSettings } from "./agent.ts";
import { type World, worldTest } from "./testing/world.ts";
import { usageOfDay, usageOfDays, usageOfSession } from "./usage_sql.ts";

const signal = new AbortController().signal;
const question = "How do I export my data?";
const prices = { input: 2, output: 10 };

const configure = ({ sql, projectId }: World, agent: Record<string, unknown>) =>
  updateProject(sql, projectId, { settings: { agent } });

/** As {@link prices}, for the model the project chooses alone. */
const byModel = { input: 100, output: 100, models: { "fake-large": prices } };

function pricedAgent({ sql, hub, fake }: World) {
  const model = { apiKey: "sk-test", baseUrl: fake.baseUrl, model: "fake-model" };
  return createAgent({ sql, hub, model, prices });
}

Deno.test("Money is counted in millionths at the price of a million tokens", () => {
  const used = { promptTokens: 1_000_000, completionTokens: 500_000 };
  assert.equal(costMicros(prices, null, used), 7_000_000);
  assert.equal(costMicros(null, null, used), 0);
  assert.deepEqual([money(7_000_000), money(1_234), money(0)], ["7.00", "0.0012", "0.00"]);
  assert.equal(dayOf(new Date("2026-01-31T23:59:59.999Z")), "2026-01-31");
});

Deno.test("A model costs its own price, and others what is said for them or the dearest", () => {
  const used = { promptTokens: 1_000_000, completionTokens: 1_000_000 };
  const openaiPrices = { small: { input: 1, output: 2 }, large: { input: 5, output: 1 } };
  const both = priceSettings({ openaiPriceInput: 3, openaiPriceOutput: 4, openaiPrices });
  const cost = (model: string | null, of = both) => costMicros(of, model, used) / 1_000_000;
  assert.deepEqual([cost("small"), cost("large"), cost("new"), cost(null)], [3, 6, 7, 7]);
  assert.equal(cost("constructor"), 7);
  assert.equal(cost("new", priceSettings({ openaiPrices })), 7);
  assert.equal(priceSettings({ openaiPriceInput: 3, openaiPrices: {} }), null);
  assert.equal(priceSettings({}), null);
});

Deno.test("A budget is spent once its amount is reached; money needs prices to count", () => {
  const used = { promptTokens: 900, completionTokens: 100, costMicros: 2_800 };
  const spent = (daily_tokens: number | null, daily_cost: number | null, known = true) =>
    spentReason({ daily_tokens, daily_cost }, used, known ? prices : null);
  assert.equal(spent(null, null), null);
  assert.equal(spent(1_001, 1), null);
  assert.match(spent(1_000, null)!, /1,000 of 1,000 tokens.*midnight UTC/);
  assert.match(spent(null, 0.0028)!, /0\.0028 of 0\.0028/);
  assert.equal(spent(null, 0.0028, false), null);
  assert.match(spent(0, null)!, /of 0 tokens/);
});

worldTest("What an answer uses is counted for its session and its project's day", async (world) => {
  const { sql, fake, projectId } = world;
  fake.script(
    { tools: [{ name: "search_knowledge", arguments: '{"query":"csv"}' }] },
    { text: "As CSV." },
    { text: "Again." },
  );
  const session = await world.write(question, "c");
  await pricedAgent(world).answer(projectId, session, signal);
  await world.write("How do I export it again?", "c");
  await pricedAgent(world).answer(projectId, session, signal);
  const used = { promptTokens: 300, completionTokens: 60, costMicros: 1_200 };
  assert.deepEqual(await usageOfSession(sql, projectId, session), { answers: 2, ...used });
  const today = await usageOfDay(sql, projectId, new Date());
  const expected = { answers: 2, replays: 0, refused: 0, spentAt: null, ...used };
  assert.deepEqual({ ...expected, day: today.day }, today);
  const days = await usageOfDays(sql, projectId, 30, new Date());
  assert.equal(days.length, 30);
  assert.deepEqual([days[0], days[1]!.answers], [today, 0]);
});

worldTest("A spent budget is told to visitor and team, once, and asks no model", async (world) => {
  const { sql, fake, projectId } = world;
  await configure(world, { daily_tokens: 100 });
  const first = await world.write(question);
  const agent = world.agent();
  await agent.answer(projectId, first, signal);
  assert.equal(fake.requests.length, 1);
  const session = await world.write(question, "second");
  await agent.answer(projectId, session, signal);
  await world.write("Anybody there?", "second");
  await agent.answer(projectId, session, signal);
  assert.equal(fake.requests.length, 1);
  const said = (await world.said(session)).filter((text) => text.startsWith("ai:"));
  assert.deepEqual(said, [
    "ai: I have reached my limit for today, so I have asked a teammate to answer here.",
  ]);
  const { needs_human } = (await getSession(sql, projectId, session))!;
  assert.match(needs_human!, /budget for today is spent: 120 of 100 tokens/);
  const today = await usageOfDay(sql, projectId, new Date());
  assert.deepEqual([today.answers, today.refused], [1, 2]);
  assert.ok(today.spentAt);
  // The next day, the same session is answered again.
  await sql`update agent_usage set day = day - 1`;
  await world.write("How do I export my data now?", "second");
  await agent.answer(projectId, session, signal);
  assert.equal(fake.requests.length, 2);
});

worldTest("A budget in money stops the agent as one in tokens does", async (world) => {
  const { fake, projectId } = world;
  await configure(world, { daily_cost: 0.0004 });
  for (const _ of [1, 2]) {
    const session = await world.write(question);
    await pricedAgent(world).answer(projectId, session, signal);
  }
  assert.equal(fake.requests.length, 1);
});

worldTest("What broke off or was never counted by the endpoint is estimated", async (world) => {
  const { sql, fake, projectId } = world;
  fake.fallback = { cut: "Some words that were written" };
  const session = await world.write(question);
  await world.agent({ longestWait: 2_000 }).answer(projectId, session, signal);
  const { promptTokens, completionTokens } = await usageOfSession(sql, projectId, session);
  assert.ok(promptTokens > 900 && promptTokens < 10_000, `${promptTokens}`);
  assert.ok(completionTokens >= 15, `${completionTokens}`);
});

worldTest("Another model, tone and language reach the endpoint of the operator", async (world) => {
  const { fake, projectId } = world;
  const session = await world.write(question);
  await configure(world, { model: "tuned-1", tone: "formal", language: "de" });
  await world.agent().answer(projectId, session, signal);
  const { model, messages } = fake.requests[0]!.body;
  assert.equal(model, "tuned-1");
  const rules = messages[0]!.content!;
  assert.ok(rules.includes("polite and formal") && rules.includes("Always answer in German"));
});

worldTest("An answer without a source is not given, nor shown while it grows", async (world) => {
  const { fake, projectId, signals } = world;
  fake.lead = "";
  fake.script({ text: "Trust me, the export costs nothing at all. ".repeat(6), delay: 10 });
  const session = await world.write(question);
  await world.agent().answer(projectId, session, signal);
  assert.match((await world.said(session))[1]!, /^ai: I do not know the answer/);
  assert.ok(!signals.some(({ type }) => type === "draft"));
  fake.script({ text: "Which plan are you on?" });
  const other = await world.write(question);
  await world.agent().answer(projectId, other, signal);
  assert.equal((await world.said(other))[1], "ai: Which plan are you on?");
});

worldTest("A project's own model is counted at its own price", async (world) => {
  const { sql, hub, fake, projectId } = world;
  await configure(world, { model: "fake-large" });
  const session = await world.write(question);
  const model = { apiKey: "sk-test", baseUrl: fake.baseUrl, model: "fake-model" };
  await createAgent({ sql, hub, model, prices: byModel }).answer(projectId, session, signal);
  const { promptTokens, completionTokens, costMicros } = await usageOfDay(
    sql,
    projectId,
    new Date(),
  );
  assert.ok(promptTokens > 0);
  assert.equal(costMicros, promptTokens * prices.input + completionTokens * prices.output);
});
