import assert from "node:assert/strict";
import type { Conversation, SyncItem } from "#plugin-kit";
import { toSurveyAnswers } from "./answers.ts";
import { surveyQuery, visitQuery } from "./queries.ts";
import { toVisit } from "./visits.ts";

const PROJECT = "https://us.posthog.com/project/1";
const AT = "2026-11-19T10:00:00.123000Z";

const survey = (...properties: unknown[]) =>
  toSurveyAnswers(
    ["sub-1", AT, "user-7", "ada@example.com", "Ada", properties.map((one) => [AT, "u", one])],
    PROJECT,
  );

function conversationOf(item: SyncItem<never>): Conversation {
  assert.equal(item.type, "conversation", JSON.stringify(item));
  return (item as { value: Conversation }).value;
}

const said = (item: SyncItem<never>) =>
  conversationOf(item).messages.map(({ senderType, content }) => `${senderType}: ${content}`);

// The example of https://posthog.com/docs/surveys/implementing-custom-surveys
const DOCUMENTED = {
  $survey_id: "018ed910-3b24-0000-e3fd-d51c59aa74b2",
  $survey_questions: [
    { id: "a3071551-d599-4eeb-9ffe-69e93dc647b6", question: "Do you like PostHog?" },
  ],
  "$survey_response_a3071551-d599-4eeb-9ffe-69e93dc647b6": "Yes!",
};

Deno.test("The documented survey event is a question and its answer", () => {
  const item = survey(DOCUMENTED);
  assert.deepEqual(said(item), ["bot: Do you like PostHog?", "user: Yes!"]);
  const { customer, originalUrl, status, sessionType } = conversationOf(item);
  assert.deepEqual(customer, { externalId: "user-7", email: "ada@example.com", name: "Ada" });
  assert.equal(originalUrl, `${PROJECT}/surveys/018ed910-3b24-0000-e3fd-d51c59aa74b2`);
  assert.deepEqual([status, sessionType], ["closed", "chat"]);
});

Deno.test("Properties may come as text, and questions as text within them", () => {
  const inner = { ...DOCUMENTED, $survey_questions: JSON.stringify(DOCUMENTED.$survey_questions) };
  assert.deepEqual(said(survey(JSON.stringify(inner))), said(survey(DOCUMENTED)));
});

Deno.test("Older libraries number their answers, the first without a number", () => {
  const numbered = { $survey_response_1: 9, $survey_response: "Speed", $survey_response_2: [] };
  assert.deepEqual(said(survey(numbered)), [
    "bot: Question 1",
    "user: Speed",
    "bot: Question 2",
    "user: 9",
  ]);
});

Deno.test("Answers under both names of a question are taken once", () => {
  assert.deepEqual(said(survey({ ...DOCUMENTED, $survey_response: "Yes!" })).length, 2);
});

Deno.test("A visit tells what was done, where, and without what stands behind the question mark", () => {
  const url = "https://app.example.com/plans?token=secret";
  const item = toVisit(["s-1", AT, "user-7", null, null, [
    ["2026-11-19 10:00:00.000000", "e1", "$pageview", url, ""],
    ["2026-11-19T10:00:02Z", "e2", "$rageclick", url, ""],
    ["2026-11-19T11:00:03+01:00", "e3", "$exception", url, "No plan"],
    [AT, "e4", "plan changed", null, null],
  ]], PROJECT);
  assert.deepEqual(said(item), [
    "user: Opened /plans",
    "user: Clicked again and again on /plans",
    "user: Met an error on /plans: No plan",
    "user: plan changed",
  ]);
  const { messages, originalUrl, name } = conversationOf(item);
  assert.ok(!JSON.stringify(item).includes("secret"));
  assert.deepEqual(messages.slice(0, 3).map(({ offsetMs }) => offsetMs), [0, 2_000, 3_000]);
  assert.equal(originalUrl, `${PROJECT}/replay/s-1`);
  assert.equal(name, "Visit of user-7 on 2026-11-19");
});

Deno.test("The page of an answer is known without what stands behind the question mark", () => {
  const $current_url = "https://app.example.com/plans?token=secret#top";
  const { pageUrl } = conversationOf(survey({ ...DOCUMENTED, $current_url }));
  assert.equal(pageUrl, "https://app.example.com/plans");
  assert.equal(
    conversationOf(survey({ ...DOCUMENTED, $current_url: "/plans" })).pageUrl,
    undefined,
  );
});

Deno.test("A visit without a session links to the person", () => {
  const key = "day 2026-11-19 user 7";
  const item = toVisit([key, AT, "user 7", null, null, [[AT, "e", "a", "", ""]]], PROJECT);
  assert.equal(conversationOf(item).originalUrl, `${PROJECT}/person/user%207`);
});

Deno.test("Rows that cannot be read are problems that name what is wrong", () => {
  const rows: unknown[][] = [
    [],
    [null, AT, "p", null, null, [[AT, "u", {}]]],
    ["k", "yesterday", "p", null, null, [[AT, "u", {}]]],
    ["k", AT, null, null, null, [[AT, "u", {}]]],
    ["k", AT, "p", null, null, []],
    ["k", AT, "p", null, null, [[AT, "u", "{truncated"]]],
    ["k", AT, "p", null, null, "<html>"],
  ];
  for (const row of rows) {
    const item = toSurveyAnswers(row, PROJECT);
    assert.equal(item.type, "problem", JSON.stringify(row));
    assert.match((item as { message: string }).message, /^A survey answer could not be read\. .+/);
    assert.equal(toVisit(row, PROJECT).type, "problem");
  }
});

Deno.test("An e-mail that is none is left out, and numbers of twenty digits stay as they are", () => {
  const item = toSurveyAnswers(
    ["12345678901234567890", AT, "98765432109876543210", 7, {}, [[AT, "u", DOCUMENTED]]],
    PROJECT,
  );
  const { externalId, customer } = conversationOf(item);
  assert.equal(externalId, "survey:12345678901234567890");
  assert.deepEqual(customer, {
    externalId: "98765432109876543210",
    email: undefined,
    name: undefined,
  });
});

Deno.test("A list is asked for in one order, from a place on, with the values apart", () => {
  const window = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z") };
  const first = surveyQuery({ window });
  assert.match(first.query, /order by last_at, key limit 100$/);
  assert.deepEqual(first.values, {
    since: "2026-10-18T00:00:00.000Z",
    to: "2026-11-02T00:00:00.000Z",
    after_at: "2026-11-01T00:00:00.000Z",
    after_key: "",
  });
  const next = visitQuery({ window, after: { at: AT, key: "it's" } }, ["a'b"]);
  assert.deepEqual([next.values.after_at, next.values.after_key], [AT, "it's"]);
  assert.doesNotMatch(next.query, /it's|a'b/);
});
