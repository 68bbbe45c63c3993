import assert from "node:assert/strict";
import { connect, type Sql } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import { configureLog } from "../log.ts";
import { Office } from "./testing/office.ts";
import { signed } from "./testing/pager.ts";

function officeTest(name: string, test: (office: Office, sql: Sql) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const office = new Office(sql);
    try {
      await test(office, sql);
    } finally {
      await office.close();
    }
  });
}

const refusedWith = (status: number) => (error: unknown) =>
  error instanceof AppError && error.status === status;

async function stored(sql: Sql): Promise<string[]> {
  const rows = await sql`select project_id, delivery_key from source_deliveries order by id`;
  return rows.map(({ project_id, delivery_key }) => `${project_id} ${delivery_key}`);
}

officeTest(
  "A delivery that is forged, old, or of nobody's account is refused and leaves nothing",
  async (office, sql) => {
    await office.connect();
    const page = { id: "d1", text: "Hello" };
    const old = new Date(Date.now() - 301_000);
    await assert.rejects(office.deliver(page, { signing: "another-secret" }), refusedWith(401));
    await assert.rejects(office.deliver(page, { sent: old }), refusedWith(401));
    await assert.rejects(office.deliver({ ...page, account: "T9" }), refusedWith(401));
    const unsigned = await signed({ account: "T1", ...page }, "x", new Date());
    unsigned.headers.delete("x-pager-signature");
    await assert.rejects(office.deliverRaw(unsigned), refusedWith(401));
    const changed = await signed({ account: "T1", ...page }, "signing-secret-1", new Date());
    const request = new Request(changed.url, {
      method: "POST",
      headers: changed.headers,
      body: (await changed.text()).replace("Hello", "Goodbye"),
    });
    await assert.rejects(office.deliverRaw(request), refusedWith(401));
    assert.deepEqual(await stored(sql), []);
    assert.equal((await sql`select from jobs`).length, 0);
  },
);

officeTest(
  "What is no delivery is refused as such, and an unknown source is not found",
  async (office) => {
    await office.connect();
    const raw = (body: string) =>
      office.deliverRaw(new Request("http://localhost/", { method: "POST", body }));
    for (const body of ["", "{", "null", "3", "\u0000"]) {
      await assert.rejects(
        raw(body),
        refusedWith(400),
      );
    }
    const invalid = new Request("http://localhost/", {
      method: "POST",
      body: new Uint8Array([255]),
    });
    await assert.rejects(office.deliverRaw(invalid), refusedWith(400));
  },
);

officeTest(
  "A question about the address is answered only when a connection verifies it",
  async (office, sql) => {
    const ask = (signing?: string) =>
      office.deliver({ challenge: "<b>42</b>", account: undefined }, { signing });
    await assert.rejects(ask(), refusedWith(401));
    await office.connect();
    assert.equal(await ask(), "<b>42</b>");
    await assert.rejects(ask("another-secret"), refusedWith(401));
    assert.deepEqual(await stored(sql), []);
  },
);

officeTest(
  "A delivery is stored for every connection that captures its channel, once each",
  async (office, sql) => {
    const one = await office.connect("proj_one");
    const two = await office.connect("proj_two");
    const three = await office.connect("proj_three");
    await office.connect("proj_four", "another-secret");
    await office.capture("proj_one", one, "C1");
    await office.capture("proj_two", two, "C1");
    await office.capture("proj_three", three, "C1", false);
    assert.equal(await office.deliver({ id: "d1", channel: "C1" }), null);
    assert.equal(await office.deliver({ id: "d1", channel: "C1" }), null);
    assert.deepEqual((await stored(sql)).sort(), ["proj_one d1", "proj_two d1"]);
    const jobs = await sql`select project_id, payload from jobs order by project_id`;
    assert.deepEqual([...jobs], [
      { project_id: "proj_one", payload: { connection_id: one, lane: "C1" } },
      { project_id: "proj_two", payload: { connection_id: two, lane: "C1" } },
    ]);

    await sql`update connections set status = 'needs_attention' where project_id = 'proj_two'`;
    await office.deliver({ id: "d2" });
    await office.deliver({ id: "d3", channel: "C9" });
    const later = (await stored(sql)).filter((row) => !row.endsWith("d1")).sort();
    assert.deepEqual(later, ["proj_one d2", "proj_three d2"]);
  },
);

officeTest(
  "Credentials that cannot be read keep nobody else from being told",
  async (office, sql) => {
    await office.connect("proj_one");
    const two = await office.connect("proj_two");
    await sql`update connections set secret = 'box1.0.0.0' where id = ${two}`;
    const undo = configureLog({ level: "silent" });
    try {
      await office.deliver({ id: "d1" });
    } finally {
      undo();
    }
    assert.deepEqual(await stored(sql), ["proj_one d1"]);
  },
);

officeTest(
  "New credentials are asked for the next delivery, the old ones not any more",
  async (office, sql) => {
    await office.connect();
    await office.deliver({ id: "d1" });
    await sql`delete from connections`;
    await office.connect("proj_test", "another-secret");
    await assert.rejects(office.deliver({ id: "d2" }), refusedWith(401));
    await office.deliver({ id: "d3" }, { signing: "another-secret" });
    assert.deepEqual(await stored(sql), ["proj_test d3"]);
  },
);

officeTest(
  "While the database is away a delivery is refused with the time to send it again",
  async (office) => {
    const sql = connect("postgres://nobody@127.0.0.1:1/none", { connectTimeoutSeconds: 1 });
    const undo = configureLog({ level: "silent" });
    try {
      Object.assign(office.engine, { sql });
      await assert.rejects(office.deliver({ id: "d1" }), (error) => {
        assert.ok(error instanceof AppError);
        assert.deepEqual([error.status, error.headers], [503, { "Retry-After": "20" }]);
        return true;
      });
    } finally {
      undo();
      await sql.end({ timeout: 0 });
    }
  },
);
