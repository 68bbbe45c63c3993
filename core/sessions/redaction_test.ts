import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { ingest } from "./ingest.ts";
import { getSession, listMessages } from "./read_sql.ts";
import { testProject } from "./testing/project.ts";

const scope = { projectId: "proj_test", source: "intercom", connectionId: "conn_1" };

dbTest(
  "What was taken out at the source is left neither in the text nor in the preview",
  async (sql) => {
    await testProject(sql);
    const card = { name: "card.png", content_type: "image/png", size: 9, url: null };
    const message = { senderType: "user" as const, externalId: "m1" };
    const [first] = await ingest(sql, scope, [{
      externalId: "c1",
      isComplete: true,
      messages: [{ ...message, content: "My card is 4111", attachments: [card] }],
    }]);
    const redacted = {
      externalId: "c1",
      isComplete: true,
      messages: [{ ...message, content: "My card is ****", attachments: [] }],
    };
    const [second] = await ingest(sql, scope, [redacted]);
    assert.equal(second!.outcome, "updated");
    const session = await getSession(sql, "proj_test", first!.sessionId);
    assert.equal(session!.preview, "My card is ****");
    const [stored] = await listMessages(sql, "proj_test", first!.sessionId);
    assert.deepEqual([stored!.content, stored!.attachments], ["My card is ****", []]);
    const [third] = await ingest(sql, scope, [redacted]);
    assert.equal(third!.outcome, "skipped");
  },
);

dbTest("A part of a conversation leaves its preview as it is", async (sql) => {
  await testProject(sql);
  const said = (externalId: string, content: string) => ({
    senderType: "user" as const,
    externalId,
    content,
  });
  const [first] = await ingest(sql, scope, [{ externalId: "c1", messages: [said("m1", "First")] }]);
  await ingest(sql, scope, [{ externalId: "c1", messages: [said("m2", "Second")] }]);
  assert.equal((await getSession(sql, "proj_test", first!.sessionId))!.preview, "First");
});
