import assert from "node:assert/strict";
import type { SourcePlugin } from "../../contract/mod.ts";
import { type ConformanceOptions, fill, minutes, type Rule, texts } from "./fake_provider.ts";

/** What is imported, how often, and what a person's work is worth. */
export function registerImportRules(rule: Rule, options: ConformanceOptions): void {
  rule("a bad key is refused with a sentence for a person", async ({ fake, harness }) => {
    await assert.rejects(harness.connect(fake.badCredentials), (error: Error) => {
      assert.match(error.message, /^[A-Z].{15,}[.!]?$/);
      assert.doesNotMatch(error.message, /undefined|null|\[object|\b401\b/);
      return true;
    });
  });

  rule("the first sync imports everything once", async ({ plugin, sql, fake, harness, base }) => {
    fill(fake, base);
    await harness.connect(fake.credentials);
    const run = await harness.sync();
    assert.equal(run.status, "succeeded", run.message ?? "");
    assert.deepEqual(
      [run.found, run.created, run.updated, run.skipped, run.failed],
      [9, 9, 0, 0, 0],
    );
    const found = await texts(sql);
    for (let index = 0; index < 9; index++) {
      assert.equal(found.filter((text) => text.includes(`Question ${index}`)).length, 1);
    }
    const [row] = await sql`select source, connection_id from sessions limit 1`;
    assert.deepEqual([row!.source, row!.connection_id], [plugin.manifest.id, harness.connectionId]);
  });

  rule("the second sync changes nothing", async ({ sql, fake, harness, base }) => {
    fill(fake, base);
    await harness.connect(fake.credentials);
    await harness.sync();
    const before = await harness.rows();
    const [events] = await sql`select count(*)::int as amount from events
        where session_id is not null`;
    for (const mode of ["incremental", "full"] as const) {
      const run = await harness.sync(mode);
      assert.deepEqual([run.status, run.created, run.updated, run.failed], ["succeeded", 0, 0, 0]);
    }
    assert.deepEqual(await harness.rows(), before);
    assert.deepEqual(
      (await sql`select count(*)::int as amount from events
        where session_id is not null`)[0],
      events,
    );
  });

  if (options.edits !== false) {
    rule(
      "an edited item is updated, and human tags and names stay",
      async ({ sql, fake, harness, base }) => {
        fill(fake, base);
        await harness.connect(fake.credentials);
        await harness.sync();
        const externalId = fake.externalId("k3");
        await sql`update sessions set tags = '{bug}', name = 'Mine', edited_fields = '{name}'
        where external_id = ${externalId}`;
        fake.put({ key: "k3", text: "Question 3, once more", at: harness.now() });
        const run = await harness.sync();
        assert.equal(run.updated, 1, JSON.stringify(run));
        assert.ok((await texts(sql)).some((text) => text.includes("once more")));
        const doubled = await sql`select content from messages
          group by session_id, content having count(*) > 1`;
        assert.deepEqual([...doubled], [], "Give messages ids that stay the same");
        const [row] = await sql`select tags, name from sessions where external_id = ${externalId}`;
        assert.deepEqual(row, { tags: ["bug"], name: "Mine" });
      },
    );
  }

  rule("an item with the time of the last one is not lost", async (parts) => {
    const { plugin, sql, fake, harness, base } = parts;
    fill(fake, base, 3);
    const at = withinOverlap(plugin, harness.now());
    fake.put({ key: "first", text: "First of the second", at });
    await harness.connect(fake.credentials);
    await harness.sync();
    fake.put({ key: "twin", text: "Twin of the second", at });
    const run = await harness.sync();
    assert.equal(run.created, 1, JSON.stringify(run));
    assert.ok((await texts(sql)).some((text) => text.includes("Twin of the second")));
  });

  rule(
    "items of one moment are all imported, across pages",
    async ({ sql, fake, harness, base }) => {
      for (let index = 0; index < 7; index++) {
        fake.put({ key: `k${index}`, text: `Question ${index}`, at: base });
      }
      await harness.connect(fake.credentials);
      const run = await harness.sync();
      assert.deepEqual(
        [run.status, run.created, run.failed],
        ["succeeded", 7, 0],
        run.message ?? "",
      );
      assert.equal((await texts(sql)).length, 7);
    },
  );

  rule("an item that appears late within the overlap is found", async (parts) => {
    const { plugin, sql, fake, harness, base } = parts;
    fill(fake, base, 3);
    const at = withinOverlap(plugin, harness.now());
    fake.put({ key: "newer", text: "I am newer", at: new Date(at.getTime() + minutes(1)) });
    await harness.connect(fake.credentials);
    await harness.sync();
    fake.put({ key: "late", text: "I was late", at });
    await harness.sync();
    assert.ok((await texts(sql)).some((text) => text.includes("I was late")));
  });

  rule(
    "starting from scratch reads everything again and keeps what people did",
    async ({ sql, fake, harness, base }) => {
      fill(fake, base, 4);
      await harness.connect(fake.credentials);
      await harness.sync();
      await sql`update sessions set tags = '{wins}' where external_id = ${fake.externalId("k1")}`;
      await sql`delete from sessions where external_id = ${fake.externalId("k2")}`;
      const run = await harness.sync("scratch");
      assert.equal(run.found, 4);
      assert.equal(run.created, 1);
      const [row] = await sql`select tags from sessions where external_id = ${
        fake.externalId("k1")
      }`;
      assert.deepEqual(row!.tags, ["wins"]);
    },
  );

  rule("what is removed at the source is removed here", async ({ sql, fake, harness, base }) => {
    if (!fake.remove) return;
    fill(fake, base, 4);
    await harness.connect(fake.credentials);
    await harness.sync();
    fake.remove("k1");
    await harness.sync();
    const left = await sql`select 1 from sessions where external_id = ${fake.externalId("k1")}`;
    assert.equal(left.length, 0);
    assert.equal((await harness.rows()).length, 3);
  });

  rule("internal notes never become messages", async ({ sql, fake, harness, base }) => {
    if (!fake.putNote) return;
    fill(fake, base, 2);
    fake.putNote("k1", "Do not tell the customer");
    await harness.connect(fake.credentials);
    await harness.sync();
    const everywhere = await sql`select s::text || m::text as text from sessions s
      join messages m on m.session_id = s.id`;
    assert.ok(everywhere.every(({ text }) => !text.includes("Do not tell")));
  });
}

/** A moment that a run still looks back to, and that no provider holds back as too new. */
function withinOverlap(plugin: SourcePlugin, at: Date): Date {
  const overlap = Math.min(plugin.manifest.overlapSeconds ?? 300, 300) * 1000;
  return new Date(at.getTime() - overlap + minutes(1));
}
