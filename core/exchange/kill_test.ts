import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { Office } from "./testing/office.ts";
import { Replica, until } from "./testing/replica.ts";

dbTest(
  "What was stored is handled once, although every replica that begins it is killed",
  async (sql, database) => {
    const office = new Office(sql);
    const replicas = new Set<Replica>();
    const spawn = async () => {
      const replica = new Replica(database.url, office.provider.url, 0.8);
      replicas.add(replica);
      await replica.ready();
      return replica;
    };
    try {
      await office.connect();
      let current = await spawn();
      let deaths = 0;
      office.beforeAnswer = async (id) => {
        // Two die while they handle the third page, one while it handles the seventh.
        if (id !== "d3" && id !== "d7" || deaths >= (id === "d3" ? 2 : 3)) return;
        deaths++;
        const dying = current;
        const [next] = await Promise.all([spawn(), dying.end("SIGKILL")]);
        current = next;
      };
      const ids = Array.from({ length: 10 }, (_, index) => `d${index}`);
      for (const id of ids) {
        const page = { id, message: id, text: id, order: id, lane: "C1", asks: true };
        // As a provider does: again until it is told 200; the replica may just have been killed.
        await until(
          async () => (await current.deliver(page).catch(() => 0)) === 200,
          `${id} is taken`,
        );
      }
      await until(async () => (await office.texts()).length === ids.length, "all are handled");
      await until(
        async () =>
          (await sql`select from source_deliveries where handled_at is null`).length === 0,
        "all are marked",
      );
      assert.deepEqual(await office.texts(), ids);
      assert.equal(deaths, 3);
      assert.equal(office.asked.filter((id) => id === "d3").length, 3);
      const [row] = await sql`select max(attempts)::int as attempts, count(*)::int as amount
      from source_deliveries`;
      assert.deepEqual(row, { attempts: 0, amount: ids.length });
      const [session] = await sql`select message_count from sessions`;
      assert.equal(session!.message_count, ids.length);
    } finally {
      await Promise.all([...replicas].map((replica) => replica.end()));
      await office.close();
    }
  },
);

dbTest(
  "A hundred deliveries on their way at once are acknowledged and handled",
  async (sql, database) => {
    const office = new Office(sql);
    const replica = new Replica(database.url, office.provider.url, 10);
    try {
      await office.connect();
      await replica.ready();
      const sent: Promise<void>[] = [];
      for (let index = 0; index < 100; index++) {
        const id = `d${index}`;
        sent.push((async () => {
          const page = {
            id,
            message: id,
            text: id,
            thread: `t${index % 20}`,
            lane: `C${index % 5}`,
          };
          assert.equal(await replica.deliver(page), 200);
        })());
      }
      await Promise.all(sent);
      await until(async () => (await office.texts()).length === 100, "all are handled");
    } finally {
      await replica.end();
      await office.close();
    }
  },
);
