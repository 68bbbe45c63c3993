import assert from "node:assert/strict";
import type { Sql } from "../db/mod.ts";
import { dbTest, type TestDatabase } from "../db/testing.ts";
import { configureLog } from "../log.ts";
import { updateConnection } from "../sync/mod.ts";
import { createSockets, type Sockets } from "./sockets.ts";
import { Office, SIGNING } from "./testing/office.ts";
import { Replica, until } from "./testing/replica.ts";
import { Switchboard } from "./testing/switchboard.ts";

interface Place {
  office: Office;
  board: Switchboard;
  sql: Sql;
  database: TestDatabase;
  /** Sockets of one more replica within this process. */
  replica(): Sockets;
}

function socketTest(
  name: string,
  test: (place: Place) => Promise<void>,
  leaseSeconds = 1,
): void {
  dbTest(name, async (sql, database) => {
    const office = new Office(sql);
    const board = new Switchboard();
    const started: Sockets[] = [];
    const replica = () => {
      const sockets = createSockets(office.exchange, {
        leaseSeconds,
        pollMilliseconds: 50,
        restartMilliseconds: 20,
        settledMilliseconds: 80,
      });
      sockets.start();
      started.push(sockets);
      return sockets;
    };
    const undo = configureLog({ level: "silent" });
    try {
      await test({ office, board, sql, database, replica });
    } finally {
      await Promise.all(started.map((one) => one.stop()));
      undo();
      await board.close();
      await office.close();
    }
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const keys = async (sql: Sql) =>
  (await sql`select project_id, delivery_key from source_deliveries order by 2, 1`)
    .map((row) => `${row.project_id} ${row.delivery_key}`);

socketTest(
  "Of two replicas one holds the socket, and the other has it at once when that one stops",
  async (place) => {
    const { office, board, sql, replica } = place;
    await office.connect("proj_test", SIGNING, { socket: board.url });
    await office.connect("proj_http", "another-secret");
    const first = replica();
    await until(() => board.sockets.length === 1, "the socket is open");
    const second = replica();
    await pause(1_500);
    assert.deepEqual([board.opened, board.sockets.length], [1, 1]);
    board.send({ id: "d1", text: "one" });
    await until(() => board.isConfirmed("d1"), "the page is confirmed");
    assert.deepEqual(await keys(sql), ["proj_test d1"]);
    await first.stop();
    // Long before the lease would have ended.
    await until(() => board.sockets.length === 1, "the other one holds it");
    board.send({ id: "d2" });
    await until(() => board.isConfirmed("d2"), "the other one takes pages");
    await second.stop();
    assert.equal((await sql`select from connection_leases`).length, 0);
  },
  120,
);

socketTest(
  "When the replica that holds the socket is killed the other takes over and looks for what was missed",
  async (place) => {
    const { office, board, sql, database } = place;
    await office.connect("proj_test", SIGNING, { socket: board.url });
    const one = new Replica(database.url, office.provider.url, 1);
    let two: Replica | undefined;
    try {
      await until(() => board.sockets.length === 1 && office.histories === 1, "one holds it");
      two = new Replica(database.url, office.provider.url, 1);
      await two.ready();
      await pause(500);
      assert.equal(board.opened, 1);
      board.send({ id: "d1", text: "before" });
      await until(() => board.isConfirmed("d1"), "the page is confirmed");
      await one.end("SIGKILL");
      await until(() => board.sockets.length === 1, "the other one holds it");
      await until(() => office.histories === 2, "it looked for what was missed");
      board.send({ id: "d2", text: "after" });
      await until(() => board.isConfirmed("d2"), "the other one takes pages");
      await until(async () => (await office.texts()).length === 2, "both are handled");
      assert.deepEqual(await office.texts(), ["before", "after"]);
      await two.end("SIGTERM");
      assert.equal((await sql`select from connection_leases`).length, 0);
    } finally {
      await one.end();
      await two?.end();
    }
  },
);

socketTest(
  "A socket that breaks is opened again, and what came in between is looked for",
  async (place) => {
    const { office, board, sql, replica } = place;
    await office.connect("proj_test", SIGNING, { socket: board.url });
    replica();
    for (const round of [1, 2, 3]) {
      await until(() => board.opened === round && board.sockets.length === 1, "it is open");
      await until(
        async () => (await sql`select from sync_runs`).length === round,
        "it is repaired",
      );
      await sql`update sync_runs set status = 'succeeded'`;
      board.sockets[0]!.close();
    }
  },
);

socketTest("A socket follows its connection: other settings, attention, removal", async (place) => {
  const { office, board, sql, replica } = place;
  const id = await office.connect("proj_test", SIGNING, { socket: `${board.url}/one` });
  replica();
  await until(() => board.sockets.length === 1, "it is open");
  await updateConnection(office.engine, "proj_test", id, {
    settings: { socket: `${board.url}/two` },
  });
  await until(() => board.opened === 2 && board.sockets.length === 1, "it is open anew");
  await sql`update connections set status = 'needs_attention'`;
  await until(() => board.sockets.length === 0, "it is closed");
  await sql`update connections set status = 'active'`;
  await until(() => board.sockets.length === 1, "it is open again");
  await sql`delete from connections`;
  await until(() => board.sockets.length === 0, "it is closed for good");
});

socketTest(
  "What one socket brings goes to all connections of the account with the same credentials",
  async (place) => {
    const { office, board, sql, replica } = place;
    const one = await office.connect("proj_one", SIGNING, { socket: board.url });
    const two = await office.connect("proj_two", SIGNING, { socket: board.url });
    const three = await office.connect("proj_three", "another-secret", { socket: board.url });
    await office.capture("proj_one", one, "C1");
    await office.capture("proj_two", two, "C1");
    await office.capture("proj_three", three, "C1");
    replica();
    await until(() => board.sockets.length === 3, "all are open");
    await sql`update connections set settings = '{}' where id <> ${one}`;
    await until(() => board.sockets.length === 1, "one is left");
    board.send({ id: "d1", channel: "C1" });
    await until(() => board.isConfirmed("d1"), "the page is confirmed");
    assert.deepEqual(await keys(sql), ["proj_one d1", "proj_two d1"]);
  },
);
