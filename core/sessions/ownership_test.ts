import assert from "node:assert/strict";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import { newId } from "../id.ts";
import { ingest } from "./ingest.ts";
import { handBack, reply, requestHuman, storeAnswer, takeOver } from "./ownership.ts";
import { getSession, listMessages } from "./read_sql.ts";
import { testProject } from "./testing/project.ts";
import { updateSession } from "./update.ts";

const ada = { id: "usr_ada", name: "Ada" };

async function liveSession(sql: Sql): Promise<[project: string, session: string]> {
  const projectId = await testProject(sql);
  const [result] = await ingest(sql, { projectId, source: "widget" }, [{
    isLive: true,
    wantsAnswer: true,
    messages: [{ senderType: "user", content: "Help" }],
  }]);
  return [projectId, result!.sessionId];
}

const answer = () => ({ id: newId("msg"), content: "Hello", sources: [] });
const jobs = async (sql: Sql) =>
  (await sql`select kind, dedupe_key from jobs where status = 'queued'`).length;

dbTest("The agent's answer is stored under the version it was begun with", async (sql) => {
  const [projectId, id] = await liveSession(sql);
  const stored = await transaction(sql, (tx) => storeAnswer(tx, projectId, id, 0, answer()));
  assert.equal(stored!.sender_type, "ai");
  assert.equal((await listMessages(sql, projectId, id)).length, 2);
});

dbTest(
  "After a takeover, also one that was given back, an older answer is dropped",
  async (sql) => {
    const [projectId, id] = await liveSession(sql);
    await takeOver(sql, projectId, id, ada);
    assert.equal(await transaction(sql, (tx) => storeAnswer(tx, projectId, id, 0, answer())), null);
    assert.equal(await transaction(sql, (tx) => storeAnswer(tx, projectId, id, 1, answer())), null);
    await handBack(sql, projectId, id);
    assert.equal(await transaction(sql, (tx) => storeAnswer(tx, projectId, id, 0, answer())), null);
    const { ownership_version } = (await getSession(sql, projectId, id))!;
    const now = await transaction(
      sql,
      (tx) => storeAnswer(tx, projectId, id, ownership_version, answer()),
    );
    assert.notEqual(now, null);
  },
);

dbTest(
  "Thirty races between a takeover and an answer never end with the agent last",
  async (sql) => {
    const [projectId, id] = await liveSession(sql);
    for (let round = 0; round < 30; round++) {
      const { ownership_version } = (await getSession(sql, projectId, id))!;
      await Promise.all([
        transaction(sql, (tx) => storeAnswer(tx, projectId, id, ownership_version, answer())),
        reply(sql, projectId, id, ada, `Reply ${round}`),
      ]);
      const last = (await listMessages(sql, projectId, id)).at(-1)!;
      assert.equal(last.content, `Reply ${round}`);
      await handBack(sql, projectId, id);
    }
  },
);

dbTest("Answering a live session takes it over and shows the teammate's name", async (sql) => {
  const [projectId, id] = await liveSession(sql);
  await transaction(
    sql,
    (tx) => requestHuman(tx, projectId, id, "The customer asked for a person"),
  );
  assert.match((await getSession(sql, projectId, id))!.needs_human!, /asked for a person/);
  const message = await reply(sql, projectId, id, ada, "I am here.");
  assert.equal(message.sender_name, "Ada");
  const session = (await getSession(sql, projectId, id))!;
  assert.equal(session.is_human_takeover, true);
  assert.equal(session.taken_over_name, "Ada");
  assert.equal(session.needs_human, null);
  const types = await sql`select type from events order by position`;
  assert.equal(types.filter(({ type }) => type === "session.takeover").length, 1);
});

dbTest("Giving back asks the agent only when the customer wrote last", async (sql) => {
  const [projectId, id] = await liveSession(sql);
  await sql`delete from jobs`;
  await takeOver(sql, projectId, id, ada);
  await handBack(sql, projectId, id);
  assert.equal(await jobs(sql), 1);
  await sql`delete from jobs`;
  await reply(sql, projectId, id, ada, "Done");
  await handBack(sql, projectId, id);
  assert.equal(await jobs(sql), 0);
});

dbTest("A closed session is neither taken over nor answered until it is reopened", async (sql) => {
  const [projectId, id] = await liveSession(sql);
  await updateSession(sql, projectId, id, { status: "closed" }, { id: null, kind: "api" });
  const refused = (error: unknown) => error instanceof AppError && error.status === 409;
  await assert.rejects(takeOver(sql, projectId, id, ada), refused);
  await assert.rejects(reply(sql, projectId, id, ada, "Hi"), refused);
  assert.equal(await transaction(sql, (tx) => storeAnswer(tx, projectId, id, 0, answer())), null);
  await updateSession(sql, projectId, id, { status: "active" }, { id: null, kind: "api" });
  await reply(sql, projectId, id, ada, "Hi again");
});

dbTest("An empty reply is refused and another project's session is not found", async (sql) => {
  const [projectId, id] = await liveSession(sql);
  await testProject(sql, "proj_other");
  await assert.rejects(reply(sql, projectId, id, ada, " \n\0"), /must not be empty/);
  await assert.rejects(reply(sql, "proj_other", id, ada, "Hi"), /Session not found/);
  await assert.rejects(takeOver(sql, "proj_other", id, ada), /Session not found/);
});
