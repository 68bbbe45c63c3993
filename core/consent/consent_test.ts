import assert from "node:assert/strict";
import { testProject } from "../access/testing.ts";
import type { SourcePlugin } from "../contract/mod.ts";
import { sha256Hex } from "../crypto.ts";
import { dbTest } from "../db/testing.ts";
import type { Sql } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { openConnectionSecret, selectConnection, selectConnections } from "../sync/mod.ts";
import { testEngine } from "../sync/testing/engine.ts";
import { beginConsent, ConsentFailed, deleteConsentsBefore, finishConsent } from "./mod.ts";
import { type FakeHarbor, harbor, startHarbor } from "./testing/harbor.ts";

const BACK = "https://feedback.example.com/integrations/callback";

/** A project with people, and the imaginary provider. */
async function setUp(sql: Sql, fake: FakeHarbor) {
  const project = await testProject(sql, { maya: "owner", adam: "admin", mia: "member" });
  const engine = testEngine(sql, [[harbor as unknown as SourcePlugin, fake.server.url]]);
  const { projectId, maya } = project;
  const begin = async (rest: Partial<Parameters<typeof beginConsent>[1]> = {}, at?: Date) => {
    const url = await beginConsent(engine, {
      projectId,
      userId: maya.id,
      source: "harbor",
      connectionId: null,
      redirectUri: BACK,
      input: {
        name: "Support",
        settings: { digest: false },
        frequency: "1h",
        secret: { client_id: "c1", client_secret: "harbor-secret" },
      },
      ...rest,
    }, at);
    const answer = await fetch(url);
    await answer.text();
    const code = `code-${fake.codes.size}`;
    return { url, state: url.searchParams.get("state")!, code };
  };
  const finish = (
    answer: { state: string; code?: string | null; error?: string; userId?: string },
    at?: Date,
  ) =>
    finishConsent(
      engine,
      { code: null, error: null, userId: maya.id, ...answer },
      at,
    );
  return { ...project, engine, begin, finish };
}

function consentTest(
  name: string,
  test: (sql: Sql, world: Awaited<ReturnType<typeof setUp>>, fake: FakeHarbor) => Promise<void>,
) {
  dbTest(name, async (sql) => {
    const fake = startHarbor();
    try {
      await test(sql, await setUp(sql, fake), fake);
    } finally {
      await fake.server.close();
    }
  });
}

async function refused(work: Promise<unknown>, sentence: RegExp, status = 400) {
  const error = await work.then(() => null, (thrown) => thrown);
  assert.ok(error instanceof AppError, `Expected a refusal, got ${error?.stack ?? "success"}`);
  assert.match(error.message, sentence);
  assert.equal(error.status, status);
  return error;
}

consentTest(
  "Whoever consents has a connection with the credentials that came, and its channels are read",
  async (sql, { begin, finish, engine, projectId, maya }, fake) => {
    const { url, state, code } = await begin();
    assert.equal(url.origin, fake.server.url, "The stand-in takes the browser as well");
    assert.equal(url.searchParams.get("redirect_uri"), BACK);
    const [stored] = await sql`select * from consent_states`;
    assert.equal(stored!.state_hash, await sha256Hex(state));
    assert.ok(!JSON.stringify(stored).includes(state), "Only the hash of the state is stored");
    assert.doesNotMatch(JSON.stringify(stored), /harbor-secret/, "What was entered is sealed");
    assert.equal(stored!.user_id, maya.id);

    const done = await finish({ state, code });
    assert.deepEqual([done.account, done.isNew], ["Acme", true]);
    const connection = await selectConnection(sql, projectId, done.connectionId);
    assert.deepEqual(
      [connection!.name, connection!.settings, connection!.frequency, connection!.account_label],
      ["Support", { digest: false }, "1h", "Acme"],
    );
    assert.deepEqual(
      await openConnectionSecret(engine, projectId, done.connectionId, "harbor"),
      { client_id: "c1", client_secret: "harbor-secret", token: fake.token },
    );
    const jobs = await sql`select payload from jobs where kind = 'source.channels'`;
    assert.deepEqual(jobs.map(({ payload }) => payload), [{ connection_id: done.connectionId }]);
    const events = await sql`select data from events where type = 'connection.updated'`;
    assert.deepEqual(events.map(({ data }) => data), [{ connection_id: done.connectionId }]);
    assert.equal((await sql`select from consent_states`).length, 0);
  },
);

consentTest("A state is good for one return only, also at the same moment", async (
  sql,
  { begin, finish, projectId },
) => {
  const { state, code } = await begin();
  const results = await Promise.allSettled([1, 2, 3].map(() => finish({ state, code })));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  await refused(finish({ state, code }), /used already, or has expired. Begin again/);
  await refused(finish({ state: "made-up" }), /used already/);
  await refused(finish({ state: "x".repeat(5_000) }), /used already/);
  assert.equal((await selectConnections(sql, projectId)).length, 1);
});

consentTest("A state is bound to the person, who must still be allowed to connect", async (
  sql,
  { begin, finish, projectId, adam, maya },
) => {
  const first = await begin();
  const error = await refused(finish({ ...first, userId: adam.id }), /Somebody else began/, 403);
  assert.equal((error as ConsentFailed).place, null, "Strangers do not learn which project it was");
  await refused(finish(first), /used already/);
  const second = await begin();
  await sql`update project_members set role = 'member' where user_id = ${maya.id}`;
  await refused(finish(second), /Your role in this project is member/, 403);
  assert.equal((await selectConnections(sql, projectId)).length, 0);
});

consentTest("After ten minutes it is too late, and old states are forgotten", async (
  sql,
  { begin, finish, projectId },
) => {
  const start = new Date("2026-01-15T10:00:00Z");
  const minutes = (amount: number) => new Date(start.getTime() + amount * 60_000);
  const { state, code } = await begin({}, start);
  const error = await refused(finish({ state, code }, minutes(10)), /more than ten minutes/);
  assert.deepEqual((error as ConsentFailed).place, {
    projectId,
    source: "harbor",
    connectionId: null,
  });
  const again = await begin({}, start);
  assert.equal((await finish(again, minutes(9.9))).isNew, true);
  await begin({}, start);
  assert.equal(await deleteConsentsBefore(sql, minutes(9)), 0);
  assert.equal(await deleteConsentsBefore(sql, minutes(11)), 1);
});

consentTest("What goes wrong at the provider is told in a sentence, and nothing is stored", async (
  sql,
  { begin, finish, projectId },
  fake,
) => {
  const denied = await begin();
  await refused(finish({ state: denied.state, error: "access_denied" }), /declined there/);
  const odd = await begin();
  await refused(
    finish({ state: odd.state, error: "<b>invalid_scope</b>" }),
    /refused the request \(binvalid_scopeb\)/,
  );
  const busy = await begin();
  await refused(finish({ state: busy.state, error: "server_error" }), /could not answer just now/);
  await refused(finish({ state: (await begin()).state }), /sent no code along/);
  await refused(
    finish({ state: (await begin()).state, code: "code-999" }),
    /refuses the code: bad_code_or_secret/,
  );
  const down = await begin();
  fake.server.behaviour = { failing: { times: 50, status: 503 } };
  await refused(finish(down), /Harbor Chat could not be asked: .*503/, 502);
  fake.server.behaviour = {};
  assert.equal((await selectConnections(sql, projectId)).length, 0);
});

consentTest("Wrong fields are told at once, before anybody is sent anywhere", async (
  sql,
  { begin },
) => {
  const input = (secret: Record<string, unknown>, settings: unknown = {}) => ({
    input: { name: "", settings, frequency: "1h" as const, secret },
  });
  const missing = await refused(begin(input({ client_id: "c1" })), /needed to connect/);
  assert.deepEqual(missing.details?.map(({ field }) => field), ["secret.client_secret"]);
  const short = await refused(
    begin(input({ client_id: "c1", client_secret: "abc" })),
    /at least 4 characters/,
  );
  assert.deepEqual(short.details?.map(({ field }) => field), ["secret.client_secret"]);
  const right = { client_id: "c1", client_secret: "harbor-secret" };
  await refused(begin(input(right, { digest: "perhaps" })), /./);
  await refused(begin({ source: "nobody" }), /Source not found/, 404);
  await refused(begin({ connectionId: "conn_none" }), /Connection not found/, 404);
  assert.equal((await sql`select from consent_states`).length, 0);
});

consentTest(
  "Consenting once more renews the connection and keeps what was entered beside it",
  async (
    sql,
    { begin, finish, engine, projectId },
    fake,
  ) => {
    const { connectionId } = await finish(await begin());
    await sql`update connections set status = 'needs_attention', status_message = 'Revoked'`;
    fake.token = "harbor-token-2";
    const anew = await finish(await begin());
    assert.deepEqual([anew.connectionId, anew.isNew], [connectionId, false]);
    const [connection, ...others] = await selectConnections(sql, projectId);
    assert.deepEqual([connection!.status, others.length], ["active", 0]);

    fake.token = "harbor-token-3";
    const nothingEntered = { settings: { digest: true }, frequency: "1h" as const, secret: {} };
    const again = await finish(await begin({ connectionId, input: nothingEntered }));
    assert.equal(again.connectionId, connectionId);
    assert.deepEqual(await openConnectionSecret(engine, projectId, connectionId, "harbor"), {
      client_id: "c1",
      client_secret: "harbor-secret",
      token: "harbor-token-3",
    });

    fake.account = { id: "T2", name: "Other Ltd" };
    const error = await refused(
      finish(await begin({ connectionId, input: nothingEntered })),
      /belong to Other Ltd, but this connection is for Acme/,
    );
    assert.deepEqual((error as ConsentFailed).place?.connectionId, connectionId);
    const other = await finish(await begin());
    assert.deepEqual([other.account, other.isNew], ["Other Ltd", true]);
  },
);
