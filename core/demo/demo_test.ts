import assert from "node:assert/strict";
import { now } from "../clock.ts";
import { dbTest } from "../db/testing.ts";
import { newId } from "../id.ts";
import { listMessages, listSessions, sourceStats } from "../sessions/mod.ts";
import { fillWithSamples } from "./mod.ts";

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

    assert.equal(await fillWithSamples(sql, projectId, new Date(at.getTime() + DAY)), 0);
    const again = await listSessions(sql, projectId, { showArchived: true }, { limit: 100 });
    assert.deepEqual(
      again.sessions.map(({ id, message_count }) => [id, message_count]),
      sessions.map(({ id, message_count }) => [id, message_count]),
    );
  },
);
