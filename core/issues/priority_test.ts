import assert from "node:assert/strict";
import { levelNumber, levelOf, type PriorityInput, priorityOf } from "./priority.ts";

const nothing: PriorityInput = {
  contact_count: 0,
  unknown_count: 0,
  session_count: 0,
  company_count: 0,
  revenue: 0,
  impact: null,
  confidence: null,
  effort: null,
};

Deno.test("The score is reach times impact times confidence by effort", () => {
  const priority = priorityOf({
    ...nothing,
    contact_count: 6,
    unknown_count: 2,
    session_count: 9,
    company_count: 3,
    revenue: 99_000,
    impact: 4,
    confidence: 5,
    effort: 2,
  });
  // 6 people, 2 halves, 3 companies twice, and 20 for a revenue of a hundred thousands.
  assert.equal(priority.reach, 33);
  assert.equal(priority.score, 66);
  assert.equal(priority.formula, "33 × 4 × 100 % ÷ 2 = 66");
  assert.equal(priority.level, "high");
});

Deno.test("Every part of the score names the figures it comes from", () => {
  const { parts } = priorityOf({
    ...nothing,
    contact_count: 1,
    session_count: 5,
    company_count: 1,
    revenue: 2_500_000,
    impact: 2,
  });
  assert.deepEqual(parts.map(({ name, isAssumed }) => [name, isAssumed]), [
    ["reach", false],
    ["impact", false],
    ["confidence", true],
    ["effort", true],
  ]);
  assert.match(parts[0]!.why, /^1 known person × 1, 1 company × 2, revenue of 2,500,000 counts 34/);
  assert.equal(parts[1]!.why, "Judged 2 of 5.");
  assert.match(parts[2]!.why, /5 sessions of evidence counts as 4 of 5/);
});

Deno.test("What nobody asked for has no priority, whatever its scores", () => {
  const { score, level } = priorityOf({ ...nothing, impact: 5, confidence: 5, effort: 1 });
  assert.deepEqual([score, level], [0, "low"]);
});

Deno.test("More people, companies, revenue, impact or confidence never lower a score", () => {
  const base = { ...nothing, contact_count: 3, session_count: 3, company_count: 1, revenue: 500 };
  const before = priorityOf(base).score;
  for (
    const more of [
      { contact_count: 4 },
      { unknown_count: 1 },
      { company_count: 2 },
      { revenue: 50_000 },
      { impact: 5 },
      { confidence: 5 },
      { effort: 1 },
    ]
  ) assert.ok(priorityOf({ ...base, ...more }).score > before, JSON.stringify(more));
  assert.ok(priorityOf({ ...base, effort: 5 }).score < before);
});

Deno.test("A person's level wins over the score, which is still told", () => {
  const priority = priorityOf({ ...nothing, contact_count: 1, priority_override: "urgent" });
  assert.equal(priority.level, "urgent");
  assert.equal(priority.computedLevel, "low");
  assert.ok(priority.isOverridden);
});

Deno.test("Levels begin at their thresholds and sort by number", () => {
  assert.deepEqual([9.9, 10, 39.9, 40, 119.9, 120].map(levelOf), [
    "low",
    "medium",
    "medium",
    "high",
    "high",
    "urgent",
  ]);
  assert.deepEqual((["low", "urgent"] as const).map(levelNumber), [1, 4]);
});
