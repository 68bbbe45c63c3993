import assert from "node:assert/strict";
import { fakeTest, solvedTicket } from "./testing/sync_case.ts";

fakeTest("A failure of one ticket is a problem that can be tried again", async (parts) => {
  const { fake, harness, sessions } = parts;
  solvedTicket(parts, 1);
  solvedTicket(parts, 2);
  const path = "/api/v2/tickets/1/comments";
  const endless = '{"comments":[],"meta":{"has_more":true,"after_cursor":"x"}}';
  for (
    const body of ["null", "[]", "<html>", '{"comments":[null]}', '{"comments":{}}', "{", endless]
  ) {
    fake.instead.set(path, () => new Response(body));
    const run = await harness.sync("full");
    assert.deepEqual([run.status, run.failed], ["succeeded", 1], body);
  }
  const [problem] = await harness.sql`select id, message from sync_problems limit 1`;
  assert.match(problem!.message, /^Ticket 1 could not be read\. /);
  fake.instead.delete(path);
  await harness.retry(problem!.id);
  assert.deepEqual((await sessions()).map(({ external_id }) => external_id), ["1", "2"]);
});

fakeTest("Pages that are not as documented end the run in words", async (parts) => {
  const { fake, harness } = parts;
  const path = "/api/v2/incremental/tickets/cursor";
  for (const body of ["null", "{}", '{"tickets":"none"}', '{"tickets":[],"end_of_stream":false}']) {
    fake.instead.set(path, () => new Response(body));
    for (let attempt = 1; attempt < 5; attempt++) await harness.sync().catch(() => {});
    const [run] = await harness.sql`select message from sync_runs order by id desc limit 1`;
    assert.match(run!.message, /Zendesk/);
    await harness.sql`update sync_runs set status = 'failed'`;
  }
});

fakeTest("Hostile tickets are problems, and the others are imported", async (parts) => {
  const { fake, harness, sessions } = parts;
  solvedTicket(parts, 7);
  const good = fake.tickets.records.get(7)!.ticket;
  fake.instead.set("/api/v2/incremental/tickets/cursor", () =>
    new Response(
      `{"tickets":[null, 5, {}, {"id":12345678901234567890,"status":"solved"},
        {"id":8,"status":"solved","created_at":"yesterday"}, {"id":9,"status":"mood"},
        ${JSON.stringify(good)}],
       "users":[null,{"id":null}],"after_cursor":"x","end_of_stream":true}`,
    ));
  const run = await harness.sync();
  assert.deepEqual([run.status, run.created, run.failed], ["succeeded", 1, 5]);
  assert.deepEqual((await sessions()).map(({ external_id }) => external_id), ["7"]);
});

fakeTest("Empty pages that never end stop a run; the next one goes on", async (parts) => {
  const { fake, harness } = parts;
  let page = 0;
  fake.instead.set(
    "/api/v2/incremental/tickets/cursor",
    () => Response.json({ tickets: [], after_cursor: `page-${++page}`, end_of_stream: false }),
  );
  assert.equal((await harness.sync()).status, "succeeded");
  assert.equal((await harness.sync()).status, "succeeded");
  const { path } = fake.server.requests.at(-1)!;
  assert.equal(new URL(path, "http://x").searchParams.get("cursor"), "page-1");
});
