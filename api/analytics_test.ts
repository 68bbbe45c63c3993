import assert from "node:assert/strict";
import { keepAnalytics } from "../core/analytics/mod.ts";
import { createIssue, linkSession } from "../core/issues/mod.ts";
import { ingest, takeOver, updateSession } from "../core/sessions/mod.ts";
import { apiTest, assertError, type TestApi } from "./testing.ts";

const maya = { kind: "person" as const, id: "usr_maya", name: "Maya" };

/** Three chats of a company on March 2, a ticket on March 3, and one chat before the range. */
async function fill(api: TestApi): Promise<void> {
  const { sql, projectId } = api;
  const chat = async (
    day: string,
    wait: number,
    source = "widget",
    senderType: "ai" | "user" = "ai",
  ) => {
    const at = new Date(`${day}T10:00:00Z`);
    const [made] = await ingest(sql, { projectId, source }, [{
      isLive: source === "widget",
      tags: wait > 10 ? ["bug", "wins"] : ["bug"],
      customer: { email: "jo@acme.example", company: { domain: "acme.example", name: "=Acme" } },
      messages: [
        { senderType: "user", content: "Why?", at },
        { senderType, content: "So", at: new Date(at.getTime() + wait * 1_000) },
      ],
    }], at);
    return made!.sessionId;
  };
  await chat("2026-02-25", 4);
  const solved = await chat("2026-03-02", 4);
  const taken = await chat("2026-03-02", 8);
  await chat("2026-03-02", 5, "widget", "user");
  const ticket = await chat("2026-03-03", 3_600, "zendesk");
  await updateSession(sql, projectId, solved, { status: "closed" }, maya);
  await takeOver(sql, projectId, taken, { id: "usr_maya", name: "Maya" });
  const issue = await createIssue(sql, projectId, { title: "Slow export" }, maya);
  for (const sessionId of [taken, ticket]) {
    await linkSession(sql, projectId, issue.id, { sessionId, by: "person" }, maya);
  }
  await keepAnalytics(sql);
}

apiTest("Figures of a range stand beside those of the one before", async (api) => {
  await fill(api);
  const base = `/api/projects/${api.projectId}/analytics`;
  const range = "from=2026-03-01&to=2026-03-04";
  const { body } = await api.get(`${base}/summary?${range}`);
  assert.deepEqual([body.from, body.to, body.grain, body.zone, body.is_waiting], [
    "2026-03-01",
    "2026-03-04",
    "day",
    "UTC",
    false,
  ]);
  assert.deepEqual(body.summary, {
    sessions: 4,
    live: 3,
    taken_over: 1,
    takeover_rate: 1 / 3,
    closed: 1,
    resolved: 1,
    resolution_rate: 1,
    answered: 3,
    answer_median: 8,
    answer_p90: body.summary.answer_p90,
  });
  assert.ok(Math.abs(body.summary.answer_p90 - 3_600) < 180);
  assert.deepEqual([body.before.sessions, body.before.answer_median], [1, 4]);
  const sources = (await api.get(`${base}/volume?${range}`)).body;
  assert.deepEqual(sources.series, [{ id: "widget", sessions: 3 }, { id: "zendesk", sessions: 1 }]);
  assert.deepEqual(sources.points.map(({ values }: { values: unknown }) => values), [
    {},
    { widget: 3 },
    { zendesk: 1 },
    {},
  ]);
  const tags = (await api.get(`${base}/volume?${range}&by=tag`)).body;
  assert.deepEqual(tags.series, [{ id: "bug", sessions: 4 }, { id: "wins", sessions: 1 }]);
  const handled = (await api.get(`${base}/handling?${range}`)).body.points[1];
  assert.deepEqual([handled.takeover_rate, handled.resolution_rate], [1 / 3, 1]);
  const answered = (await api.get(`${base}/answers?${range}`)).body.points[1];
  assert.deepEqual(answered, { period: "2026-03-02", answered: 2, median: 4, p90: 8 });
  const issues = (await api.get(`${base}/issues?${range}`)).body;
  assert.deepEqual(issues.rising, issues.top);
  assert.deepEqual([issues.top[0].name, issues.top[0].sessions, issues.top[0].before], [
    "Slow export",
    2,
    0,
  ]);
  const { companies } = (await api.get(`${base}/companies?${range}`)).body;
  assert.deepEqual([companies[0].name, companies[0].sessions, companies[0].before], [
    "=Acme",
    4,
    1,
  ]);
});

apiTest("Every chart is a file as well, without formulas", async (api) => {
  await fill(api);
  const base = `/api/projects/${api.projectId}/analytics`;
  const file = await api.get(`${base}/volume?from=2026-03-02&to=2026-03-03&by=tag&format=csv`);
  assert.equal(
    file.text.replace("\ufeff", ""),
    "period,bug,wins\r\n2026-03-02,3,0\r\n2026-03-03,1,1\r\n",
  );
  assert.match(file.headers.get("content-type")!, /^text\/csv/);
  for (const path of ["handling", "answers", "issues", "companies"]) {
    const { status, text } = await api.get(
      `${base}/${path}?from=2026-02-01&to=2026-04-01&format=csv`,
    );
    assert.equal(status, 200);
    assert.match(text, /^\ufeff(period|id),/);
    if (path === "companies") assert.match(text, /,'=Acme,/);
  }
});

apiTest("A bad range is refused by the name of its field", async (api) => {
  const base = `/api/projects/${api.projectId}/analytics/summary`;
  const faults: [string, RegExp][] = [
    ["days=0", /days must be/],
    ["days=1e2", /days must be/],
    ["days=99999", /days must be/],
    ["from=2026-02-30", /from must be a day/],
    ["from=2026-03-02&to=2026-03-01", /to must not/],
    ["from=2001-03-02&to=2026-03-01", /at most 1100 days/],
    ["to=2026-03-01", /from must be a day/],
    ["days=7&from=2026-03-01", /cannot be given together/],
    ["by=colour", /by must be|by: must be|must be source or tag/],
    ["limit=0", /at least 1/],
  ];
  for (const [query, message] of faults) {
    assertError(await api.get(`${base}?${query}`), 400, message);
  }
});
