import assert from "node:assert/strict";
import { now } from "../clock.ts";
import { dbTest } from "../db/testing.ts";
import { newId } from "../id.ts";
import { listIssues } from "../issues/mod.ts";
import { listMessages, listSessions, sourceStats } from "../sessions/mod.ts";
import { fillWithSamples } from "./mod.ts";
import { sampleIssues } from "./wishes.ts";

const DAY = 24 * 60 * 60 * 1000;

dbTest(
  "Sample data covers all sources and thirty days, and filling twice adds nothing",
  async (sql) => {
    const projectId = newId("proj");
    await sql`insert into projects (id, name) values (${projectId}, 'Test')`;
    const at = now();
    const added = await fillWithSamples(sql, projectId, at);
    assert.ok(added >= 50, `${added} sessions`);
    const sources = new Set((await sourceStats(sql, projectId)).map(({ source }) => source));
    assert.deepEqual([...sources].sort(), [
      "api",
      "fathom",
      "gong",
      "intercom",
      "manual",
      "posthog",
      "slack",
      "widget",
      "zendesk",
    ]);
    const { sessions } = await listSessions(sql, projectId, { showArchived: true }, { limit: 100 });
    assert.equal(sessions.length, added);
    for (const { last_activity_at } of sessions) {
      const age = at.getTime() - last_activity_at.getTime();
      assert.ok(age > 0 && age < 30 * DAY, last_activity_at.toISOString());
    }
    assert.ok(sessions.some(({ needs_human }) => needs_human !== null));
    assert.ok(sessions.some(({ taken_over_name }) => taken_over_name === "Maya Lindqvist"));
    assert.ok(sessions.some(({ is_archived }) => is_archived));
    const meeting = sessions.find(({ name }) => name === "Quarterly review with Acme Logistics")!;
    assert.equal(meeting.session_type, "meeting");
    const [first] = await listMessages(sql, projectId, meeting.id);
    assert.deepEqual([first!.sender_name, first!.offset_ms], ["Jonas Weber", 4_000]);

    // Each piece of evidence is said by a customer in a session.
    const wanted = { sort: "priority", limit: 100 } as const;
    const { issues } = await listIssues(sql, projectId, {}, wanted);
    assert.equal(issues.length, sampleIssues.length);
    for (const { title, said } of sampleIssues) {
      const issue = issues.find((one) => one.title === title)!;
      const [row] = await sql`
        select count(*)::int as quotes from issue_quotes where issue_id = ${issue.id}`;
      assert.equal(row!.quotes, said.length, title);
      assert.equal(issue.product_scopes.length > 0, true, title);
      assert.ok(issue.last_evidence_at! <= at, title);
    }
    assert.ok(new Set(issues.map(({ priority }) => priority)).size >= 3);
    assert.ok(issues[0]!.revenue > 0);
    const by = await sql`
      select distinct m.sender_type from issue_quotes q join messages m
        on m.project_id = q.project_id and m.session_id = q.session_id and m.id = q.message_id`;
    assert.deepEqual(by.map(({ sender_type }) => sender_type), ["user"]);

    assert.equal(await fillWithSamples(sql, projectId, new Date(at.getTime() + DAY)), 0);
    assert.equal((await listIssues(sql, projectId, {}, wanted)).total, issues.length);
    const again = await listSessions(sql, projectId, { showArchived: true }, { limit: 100 });
    assert.deepEqual(
      again.sessions.map(({ id, message_count }) => [id, message_count]),
      sessions.map(({ id, message_count }) => [id, message_count]),
    );
  },
);
