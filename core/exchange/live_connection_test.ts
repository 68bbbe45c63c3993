import assert from "node:assert/strict";
import type { LiveConnection } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import { getSession, listMessages } from "../sessions/mod.ts";
import { openConnection } from "./exchange.ts";
import { Office } from "./testing/office.ts";

const projectId = "proj_test";

function liveTest(
  name: string,
  test: (live: LiveConnection, sql: Sql, office: Office) => Promise<void>,
): void {
  dbTest(name, async (sql) => {
    const office = new Office(sql);
    try {
      const id = await office.connect();
      await sql`update connections set takes_replies = true`;
      const signal = new AbortController().signal;
      await test(
        (await openConnection(office.exchange, projectId, id, signal))!.connection,
        sql,
        office,
      );
    } finally {
      await office.close();
    }
  });
}

async function say(live: LiveConnection, content: string, externalId = content) {
  const messages = [{ externalId, senderType: "user" as const, content }];
  const [result] = await live.ingest([{ externalId: "t1", isLive: true, messages }]);
  return result!.sessionId;
}

const mia = { externalId: "U1", name: "Mia", email: " MIA@example.com" };

async function addMia(sql: Sql): Promise<void> {
  await sql`insert into user_accounts (id, name, email) values ('usr_mia', 'Mia', 'mia@example.com')`;
  await sql`insert into project_members (project_id, user_id, role, created_at,
    updated_at) values (${projectId}, 'usr_mia', 'member', now(), now())`;
}

liveTest("A plugin sees its own sessions by their outer ids, and no others", async (live, sql) => {
  const id = await say(live, "Hello", "m1");
  await sql`insert into sessions (project_id, id, source, external_id, last_activity_at, created_at,
    updated_at) values (${projectId}, 'sess_x', 'pager', 't2', now(), now(), now())`;
  assert.equal((await live.session("t1"))!.id, id);
  assert.equal(await live.session("t2"), null);
  const message = (await live.message("t1", { externalId: "m1" }))!;
  assert.deepEqual(await live.message("t1", { id: message.id }), message);
  assert.deepEqual([message.externalId, message.content], ["m1", "Hello"]);
  assert.equal(await live.message("t2", { externalId: "m1" }), null);
  const url = `https://feedback.example/projects/${projectId}/sessions/${id}`;
  assert.equal(live.sessionUrl(id), url);
  assert.equal(live.accountId, "T1");
});

liveTest("What no session could hold is refused in words", async (live) => {
  const messages = [{ senderType: "user", content: null }];
  await assert.rejects(
    live.ingest([{ externalId: "t1", messages } as never]),
    /The source gave something unusable. messages.0.content: /,
  );
});

liveTest(
  "A teammate who answers where it happens owns the session, as their account if they have one",
  async (live, sql) => {
    await addMia(sql);
    const id = await say(live, "Hello");
    await live.takeOver("t1", mia, "thread");
    await live.takeOver("t1", mia, "thread");
    const session = (await getSession(sql, projectId, id))!;
    assert.deepEqual([session.taken_over_by, session.taken_over_name], ["usr_mia", "Mia"]);
    await live.takeOver("t1", { externalId: "U2", name: "Ben" }, "thread");
    const [row] = await sql`select taken_over_by, taken_over_name from sessions`;
    assert.deepEqual(row, { taken_over_by: "pager:U2", taken_over_name: "Ben" });
    await live.handBack("t1", "thread");
    assert.equal((await live.session("t1"))!.is_human_takeover, false);
    const handoffs = await sql`select kind, way, account_id from session_handoffs order by id`;
    assert.deepEqual([...handoffs], [
      { kind: "takeover", way: "thread", account_id: "usr_mia" },
      { kind: "takeover", way: "thread", account_id: null },
      { kind: "hand_back", way: "thread", account_id: null },
    ]);
    await live.takeOver("unknown", mia, "thread");
  },
);

liveTest(
  "A forwarded answer is stored once, edited by its next version, and removed with it",
  async (live, sql) => {
    await addMia(sql);
    const id = await say(live, "Hello");
    const forward = (text: string | null) => live.forward("t1", mia, { externalId: "d1", text });
    const answer = await forward("Hi there");
    assert.equal(await forward("Hi there"), answer);
    const [, stored] = await listMessages(sql, projectId, id);
    assert.deepEqual(
      [stored!.id, stored!.content, stored!.sender_type, stored!.sender_name],
      [answer, "Hi there", "human_agent", "Mia"],
    );
    assert.equal((await live.session("t1"))!.taken_over_by, "usr_mia");
    const sends = await sql`select kind from jobs where kind = 'source.send' and status = 'queued'`;
    assert.equal(sends.length, 1);

    assert.equal(await forward("Hi Anna"), answer);
    assert.deepEqual((await listMessages(sql, projectId, id)).map((m) => m.content), [
      "Hello",
      "Hi Anna",
    ]);
    assert.equal(await forward(null), null);
    assert.equal(await forward("Hi again"), null);
    assert.deepEqual((await listMessages(sql, projectId, id)).map((m) => m.content), ["Hello"]);
    assert.equal((await live.session("t1"))!.message_count, 1);

    await sql`update sessions set status = 'closed'`;
    const late = live.forward("t1", mia, { externalId: "d2", text: "Too late" });
    await assert.rejects(late, /The session is closed/);
    await assert.rejects(
      live.forward("gone", mia, { externalId: "d3", text: "x" }),
      (error) => error instanceof AppError && error.status === 404,
    );
  },
);

liveTest(
  "A repair starts one run, and none while the connection needs attention",
  async (live, sql, office) => {
    await live.repair();
    await live.repair();
    const runs = () => sql`select mode from sync_runs`;
    assert.deepEqual([...await runs()], [{ mode: "incremental" }]);
    await sql`update sync_runs set status = 'succeeded'`;
    await live.needsAttention("Pager was uninstalled.");
    await live.repair();
    assert.equal((await runs()).length, 1);
    const [row] = await sql`select status, status_message from connections`;
    assert.deepEqual(row, { status: "needs_attention", status_message: "Pager was uninstalled." });
    assert.equal(office.histories, 0);
  },
);

liveTest("Records are kept by kind and id, and go with the connection", async (live, sql) => {
  const { records } = live;
  assert.equal(await records.get("user", "U1"), null);
  assert.equal(await records.add("user", "U1", { name: "Mia" }), true);
  assert.equal(await records.add("user", "U1", { name: "Ben" }), false);
  assert.deepEqual(await records.get("user", "U1"), { name: "Mia" });
  for (const value of ["a text", '{"a": 1}', 7, false, null, ["x"]]) {
    await records.set("user", "U1", value);
    assert.deepEqual(await records.get("user", "U1"), value);
  }
  await records.set("user", "U%2", "nul \0 goes");
  await records.set("thread", "U1", 1);
  assert.deepEqual(await records.list("user"), [
    { id: "U%2", value: "nul  goes" },
    { id: "U1", value: ["x"] },
  ]);
  assert.deepEqual(await records.list("user", "U%"), [{ id: "U%2", value: "nul  goes" }]);
  await records.delete("user", "U1");
  assert.equal(await records.get("user", "U1"), null);
  await sql`delete from connections`;
  assert.equal((await sql`select from source_records`).length, 0);
});

liveTest(
  "A channel keeps what a person chose when the provider renames it or gives it another id",
  async (live, sql, office) => {
    const { channels, connectionId } = live;
    await office.capture(projectId, connectionId, "C1");
    await office.capture(projectId, connectionId, "C2", false);
    await channels.update("C1", { name: "help", isArchived: true, memberCount: 4 });
    const channel = (await channels.get("C1"))!;
    assert.deepEqual(
      [channel.name, channel.isArchived, channel.memberCount, channel.isMonitored, channel.mode],
      ["help", true, 4, true, "passive"],
    );
    const messages = [{ senderType: "user" as const, content: "Hello", externalId: "1" }];
    const [made] = await live.ingest([{ externalId: "C1:1", isLive: true, messages }]);
    await live.deleteMessage("C1:1", "2");
    // Listed under its new id before the news of it came.
    await office.capture(projectId, connectionId, "C3", false);
    await channels.rename("C1", "C3");
    assert.equal(await channels.get("C1"), null);
    assert.deepEqual((await channels.monitored()).map(({ id, name }) => [id, name]), [[
      "C3",
      "help",
    ]]);
    assert.equal((await live.session("C3:1"))!.id, made!.sessionId);
    const late = { senderType: "user" as const, content: "Deleted", externalId: "2" };
    const [again] = await live.ingest([{ externalId: "C3:1", isLive: true, messages: [late] }]);
    assert.equal(again!.outcome, "skipped");
    await channels.rename("unknown", "C9");
    assert.equal((await sql`select from connection_channels`).length, 2);
  },
);
