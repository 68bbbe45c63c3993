import assert from "node:assert/strict";
import { ago, type Parts, rule } from "./testing/rule.ts";
import { people } from "./testing/workspace.ts";

/** Three conversations, and what Intercom says instead of the second one. */
async function importBeside({ fake, harness }: Parts, instead: () => Response) {
  for (const id of ["k1", "k2", "k3"]) fake.workspace.put(id, `From ${id}`, ago(10));
  await harness.connect(fake.credentials);
  fake.instead.set("/conversations/k2", instead);
  const run = await harness.sync();
  assert.deepEqual([run.status, run.found, run.created, run.failed], ["succeeded", 3, 2, 1]);
  const [problem] = await harness.problems(run.id);
  assert.equal(problem!.external_id, "k2");
  assert.doesNotMatch(problem!.message, /undefined|\[object/);
  return problem!;
}

const answers: [string, () => Response, RegExp][] = [
  ["an error that stays", () => new Response("no", { status: 500 }), /could not give .* 500/],
  ["a web page", () => new Response("<html>Sorry</html>"), /a web page instead of JSON/],
  ["a truncated answer", () => new Response('{"type":"conversation","id":"k'), /instead of JSON/],
  ["an empty answer", () => new Response(""), /instead of JSON/],
  ["null", () => Response.json(null), /cannot be read/],
  ["a list", () => Response.json([]), /cannot be read/],
  ["something else", () => Response.json({ type: "conversation", id: "k2" }), /created_at/],
];
for (const [what, answer, sentence] of answers) {
  rule(
    `${what} for one conversation is a problem in words, and the rest is imported`,
    async (parts) => {
      assert.match((await importBeside(parts, answer)).message, sentence);
    },
  );
}

rule("a problem is tried again alone, and is gone when it succeeds", async (parts) => {
  const { sql, fake, harness } = parts;
  const problem = await importBeside(parts, () => Response.json({ id: "k2" }));
  await assert.rejects(harness.retry(problem.id), /cannot be read/);
  fake.instead.clear();
  await harness.retry(problem.id);
  assert.equal((await harness.rows()).length, 3);
  const [row] = await sql`select resolved_at from sync_problems`;
  assert.ok(row!.resolved_at);
});

rule(
  "when all of Intercom fails, the run fails and goes on later, without problems of items",
  async (
    { fake, harness },
  ) => {
    for (const id of ["k1", "k2"]) fake.workspace.put(id, "Hello", ago(10));
    await harness.connect(fake.credentials);
    for (const path of ["/conversations/k1", "/conversations/k2"]) {
      fake.instead.set(path, () => {
        fake.down = ["api.eu.intercom.io"];
        return new Response("Down", { status: 503 });
      });
    }
    await assert.rejects(harness.sync(), /answered 503/);
    const [run] = await harness.sql`select id, failed from sync_runs`;
    assert.equal(run!.failed, 0);
    fake.down = [];
    fake.instead.clear();
    assert.equal((await harness.work(run!.id)).created, 2);
  },
);

rule("entries of a list that cannot be read are problems, and the page's others come", async (
  { fake, harness },
) => {
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  const conversations = [null, { id: "k1", created_at: 1_700_000_000 }, { id: {} }, "k9"];
  fake.instead.set("/conversations/search", () => Response.json({ conversations, pages: null }));
  const run = await harness.sync();
  assert.deepEqual([run.status, run.created, run.failed], ["succeeded", 1, 3]);
});

rule("an empty page is the end, whatever it says of a next one", async ({ fake, harness }) => {
  await harness.connect(fake.credentials);
  let asked = 0;
  fake.instead.set(
    "/conversations/search",
    () =>
      Response.json({ conversations: [], pages: { next: { starting_after: `page-${asked++}` } } }),
  );
  assert.equal((await harness.sync()).status, "succeeded");
  assert.equal(asked, 1);
});

rule("ids of twenty digits keep every digit", async ({ fake, harness }) => {
  const id = "12345678901234567890";
  fake.workspace.put(id, "Hello", ago(10));
  await harness.connect(fake.credentials);
  await harness.sync();
  const [row] = await harness.rows() as { external_id: string }[];
  assert.equal(row!.external_id, id);
});

rule("authors nobody knows are neither customers nor teammates", async ({ sql, fake, harness }) => {
  fake.workspace.put("k1", "Hello", ago(10));
  fake.workspace.say("k1", { type: "android", id: "5", name: "R2" }, "Beep");
  fake.workspace.say("k1", { ...people.teammate, type: undefined }, "Boop");
  await harness.connect(fake.credentials);
  await harness.sync();
  const rows = await sql`select sender_type from messages order by sequence`;
  assert.deepEqual(rows.map(({ sender_type }) => sender_type), ["user", "bot", "bot"]);
});

rule("where deleted conversations cannot be listed, the run says so and imports", async (
  { fake, harness },
) => {
  fake.workspace.put("k1", "Hello", ago(10));
  await harness.connect(fake.credentials);
  fake.forbidden = ["/conversations/deleted"];
  const run = await harness.sync("full");
  assert.deepEqual([run.status, run.created, run.failed], ["succeeded", 1, 1]);
  const [problem] = await harness.problems(run.id);
  assert.match(
    problem!.message,
    /Deleted conversations cannot be followed: You do not have permission/,
  );
});
