import assert from "node:assert/strict";
import type { ProjectEvent } from "../contract/mod.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { appendEvents, EventHub, parsePosition, readProjectEventsAfter } from "../events/mod.ts";
import { appendMessage, deleteSession, ingest, updateSession } from "../sessions/mod.ts";
import { testProject } from "../sessions/testing/project.ts";
import { type ConversationNews, followConversation, followProject } from "./mod.ts";

const nobody = { id: null, kind: "api" as const };

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_500 && !await holds(); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.ok(await holds(), "It did not happen");
}

async function withHub(sql: Sql, work: (hub: EventHub, projectId: string) => Promise<void>) {
  const hub = new EventHub(sql);
  await hub.start();
  try {
    await work(hub, await testProject(sql));
  } finally {
    await hub.stop();
  }
}

const happen = (sql: Sql, projectId: string, names: string[]) =>
  transaction(sql, (tx) =>
    appendEvents(
      tx,
      projectId,
      names.map((sessionId) => ({ type: "session.updated", sessionId })),
      new Date(),
    ));

dbTest(
  "More missed events than anybody wants to read are a gap, and it goes on live",
  async (sql) => {
    await withHub(sql, async (hub, projectId) => {
      await happen(sql, projectId, ["first"]);
      const [row] = await sql`select xact::text || '-' || position as id from events`;
      await sql`insert into events (project_id, type, session_id, created_at)
      select ${projectId}, 'session.updated', 'missed', now() from generate_series(1, 5600)`;
      // Other tests' transactions on this server can hide what was just written for a moment.
      const first = parsePosition(row!.id)!;
      await until(async () => (await readProjectEventsAfter(sql, projectId, first, 1)).length > 0);
      const told: ProjectEvent[] = [];
      let gaps = 0;
      const stop = await followProject(
        { sql, hub },
        projectId,
        row!.id,
        (event) => told.push(event),
        () => gaps++,
      );
      assert.equal(gaps, 1);
      assert.equal(told.length, 5_000);
      await happen(sql, projectId, ["live"]);
      await until(() => told.at(-1)?.session_id === "live");
      stop();
    });
  },
);

dbTest(
  "Many who come at once are all told everything from then on, each event once",
  async (sql) => {
    await withHub(sql, async (hub, projectId) => {
      const told = Array.from({ length: 20 }, () => [] as (string | null)[]);
      let stops: (() => void)[] = [];
      for (let round = 0; round < 5; round++) {
        stops.forEach((stop) => stop());
        told.forEach((list) => list.length = 0);
        stops = await Promise.all(
          told.map((list) =>
            followProject(
              { sql, hub },
              projectId,
              null,
              (event) => list.push(event.session_id),
              () => {},
            )
          ),
        );
        const names = Array.from({ length: 10 }, (_, index) => `${round}.${index}`);
        await Promise.all(names.map((name) => happen(sql, projectId, [name])));
        await until(() => told.every((list) => list.length >= 10));
        for (const list of told) assert.deepEqual([...list].sort(), names);
      }
      stops.forEach((stop) => stop());
    });
  },
);

dbTest("A conversation is told from its snapshot on, without gaps or doubles", async (sql) => {
  await withHub(sql, async (hub, projectId) => {
    const [made] = await ingest(sql, { projectId, source: "api" }, [
      { messages: [{ senderType: "user", content: "1" }] },
    ]);
    const { sessionId } = made!;
    const say = (content: string) =>
      transaction(
        sql,
        (tx) => appendMessage(tx, projectId, sessionId, { senderType: "user", content }),
      );
    const news: ConversationNews[] = [];
    // Messages come in before, while and after the snapshot is read.
    const saying = (async () => {
      for (let number = 2; number <= 12; number++) await say(String(number));
    })();
    const stop = await followConversation({ sql, hub }, projectId, sessionId, (one) => {
      news.push(one);
    });
    await saying;
    const sequences = () =>
      news.flatMap((one) =>
        one.type === "snapshot"
          ? one.messages.map(({ sequence }) => sequence)
          : one.type === "message"
          ? [one.message.sequence]
          : []
      );
    await until(() => sequences().includes(12));
    assert.equal(news[0]!.type, "snapshot");
    assert.deepEqual(sequences(), Array.from({ length: 12 }, (_, index) => index + 1));
    await updateSession(sql, projectId, sessionId, { name: "New" }, nobody);
    await until(() => news.some((one) => one.type === "session" && one.session.name === "New"));
    await deleteSession(sql, projectId, sessionId);
    await until(() => news.at(-1)!.type === "deleted");
    stop();
    hub.ephemeral(projectId, sessionId, "typing", {});
    assert.equal(news.at(-1)!.type, "deleted");
  });
});
