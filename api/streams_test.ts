import assert from "node:assert/strict";
import { removeMember, revokeKey } from "../core/access/mod.ts";
import { deleteEventsBefore } from "../core/events/mod.ts";
import { apiTest, assertError, secondPool, type TestApi } from "./testing.ts";
import { readStream } from "./testing_stream.ts";

const eventsOf = (api: TestApi) => `/api/projects/${api.projectId}/events`;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function postMessage(api: TestApi, sessionId: string, content: string) {
  const path = api.sessions(`/${sessionId}/messages`);
  const answer = await api.post(path, { role: "user", content });
  assert.equal(answer.status, 201, answer.text);
}

apiTest("Events arrive as they happen, with ids, and only those of the project", async (api) => {
  await api.services.hub.start();
  const stream = readStream(await api.open("GET", eventsOf(api)));
  const elsewhere = `/api/sessions?projectId=${api.otherProjectId}`;
  await api.post(elsewhere, { messages: [{ role: "user", content: "x" }] }, {
    key: api.keys.other,
  });
  const session = await api.create({ messages: [{ role: "user", content: "Hello" }] });
  await api.call("PATCH", api.sessions(`/${session.id}`), { json: { status: "closed" } });
  await api.call("DELETE", api.sessions(`/${session.id}`));
  await stream.until(({ event }) => event === "session.deleted");
  assert.deepEqual(stream.events.map(({ event }) => event), [
    "session.created",
    "message.created",
    "session.updated",
    "session.closed",
    "session.deleted",
  ]);
  for (const { id, data, event } of stream.events) {
    assert.equal(data.id, id);
    assert.equal(data.type, event);
    assert.equal(data.project_id, api.projectId);
    assert.equal(data.session_id, session.id);
  }
  await stream.close();
});

apiTest(
  "A reader who returns with Last-Event-ID misses nothing and gets nothing twice",
  async (api) => {
    await api.services.hub.start();
    const seen: string[] = [];
    let last: string | undefined;
    let stop = false;
    let made = 0;
    const writing = (async () => {
      while (!stop) {
        await Promise.all([api.create(), api.create(), api.create()]);
        made += 3;
      }
    })();
    // Cut off and come back, again and again, while sessions are made.
    for (let round = 0; round < 12; round++) {
      const headers: Record<string, string> = last ? { "Last-Event-ID": last } : {};
      const stream = readStream(await api.open("GET", eventsOf(api), { headers }));
      await stream.count(1 + round % 4);
      await stream.close();
      seen.push(...stream.events.map(({ data }) => data.session_id));
      last = stream.events.at(-1)!.id;
      assert.equal(stream.events.some(({ event }) => event === "gap"), false);
    }
    stop = true;
    await writing;
    const rest = readStream(
      await api.open("GET", `${eventsOf(api)}?lastEventId=${last}`),
    );
    const marker = await api.create();
    await rest.until(({ data }) => data.session_id === marker.id);
    await rest.close();
    seen.push(...rest.events.map(({ data }) => data.session_id));
    const written = await api.sql`
    select session_id from events where project_id = ${api.projectId} order by xact, position`;
    const from = written.findIndex((row) => row.session_id === seen[0]);
    assert.deepEqual(seen, written.slice(from).map((row) => row.session_id));
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(made > 12);
  },
);

apiTest(
  "An event committed late by a long transaction is told, in the order of commits",
  async (api) => {
    await api.services.hub.start();
    const stream = readStream(await api.open("GET", eventsOf(api)));
    const other = secondPool(api, 1);
    try {
      const insert = (name: string) =>
        other`insert into events (project_id, type, session_id, created_at)
        values (${api.projectId}, 'session.updated', ${name}, now())`;
      await other`begin`;
      await insert("long");
      const quick = await api.create();
      await pause(300);
      await other`commit`;
      await stream.until(({ data }) => data.session_id === quick.id);
      await stream.until(({ data }) => data.session_id === "long");
      assert.equal(stream.events.length, 2);
      // One that is rolled back is not told, and hides nothing.
      await other`begin`;
      await insert("never");
      const second = await api.create();
      await other`rollback`;
      await stream.until(({ data }) => data.session_id === second.id);
      assert.equal(stream.events.some(({ data }) => data.session_id === "never"), false);
    } finally {
      await other.end();
      await stream.close();
    }
  },
);

apiTest(
  "A reader whose last event is gone, foreign or odd is told that there is a gap",
  async (api) => {
    await api.services.hub.start();
    const first = readStream(await api.open("GET", eventsOf(api)));
    await api.create();
    const { id } = (await first.count(1))[0]!;
    await first.close();
    const foreign = `/api/projects/${api.otherProjectId}/events`;
    const odd = [
      "0-0",
      "x",
      "1",
      "-1-1",
      "9".repeat(20) + "-1",
      "1-" + "9".repeat(19),
      "1-1;",
      "١-١",
    ];
    const begin = (last: string, path = eventsOf(api), key = api.keys.full) =>
      api.open("GET", `${path}?${new URLSearchParams({ lastEventId: last })}`, { key });
    for (const last of odd) {
      const stream = readStream(await begin(last));
      assert.equal((await stream.count(1))[0]!.event, "gap", last);
      await stream.close();
    }
    const stranger = readStream(await begin(id!, foreign, api.keys.other));
    assert.equal((await stranger.count(1))[0]!.event, "gap");
    await stranger.close();
    await deleteEventsBefore(api.sql, new Date(Date.now() + 60_000));
    const late = readStream(await begin(id!));
    assert.equal((await late.count(1))[0]!.event, "gap");
    // After the gap it goes on live.
    const session = await api.create();
    await late.until(({ data }) => data.session_id === session.id);
    await late.close();
  },
);

apiTest(
  "A session's stream begins with a snapshot and tells messages and changes once",
  async (api) => {
    await api.services.hub.start();
    const session = await api.create({ messages: [{ role: "user", content: "One" }] });
    const stream = readStream(await api.open("GET", api.sessions(`/${session.id}/stream`)));
    const snapshot = await stream.until(({ event }) => event === "snapshot");
    assert.equal(snapshot.data.session.id, session.id);
    assert.deepEqual(snapshot.data.messages.map(({ content }: { content: string }) => content), [
      "One",
    ]);
    assert.equal(snapshot.data.draft, null);
    await Promise.all(["Two", "Three", "Four"].map((text) => postMessage(api, session.id, text)));
    await api.call("PATCH", api.sessions(`/${session.id}`), { json: { name: "Renamed" } });
    api.services.hub.ephemeral(api.projectId, session.id, "draft", { text: "I am wri" });
    await stream.until(({ event, data }) => event === "session" && data.session.name === "Renamed");
    await stream.until(({ event, data }) => event === "draft" && data.text === "I am wri");
    const messages = stream.events.filter(({ event }) => event === "message");
    assert.deepEqual(messages.map(({ data }) => data.message.sequence), [2, 3, 4]);
    await api.call("POST", api.sessions(`/${session.id}/typing`));
    const typing = await stream.until(({ event }) => event === "typing");
    assert.deepEqual(typing.data, { who: "human", name: null });
    await api.call("DELETE", api.sessions(`/${session.id}`));
    await stream.until(({ event }) => event === "deleted");
    await stream.close();
  },
);

apiTest(
  "Nobody opens a stream without access, of another project or of no session",
  async (api) => {
    const session = await api.create();
    const path = api.sessions(`/${session.id}/stream`);
    assertError(await api.get(path, { key: null }), 401);
    assertError(await api.get(path, { key: api.keys.other }), 403);
    assertError(await api.get(path, { as: "stranger" }), 403);
    assertError(await api.get(api.sessions("/sess_none/stream")), 404);
    assertError(await api.get(eventsOf(api), { key: null }), 401);
    assertError(await api.get(eventsOf(api), { key: api.keys.other }), 403);
    const head = await api.call("HEAD", path);
    assert.equal(head.status, 200);
    assert.match(head.headers.get("content-type")!, /event-stream/);
  },
);

apiTest("The stream of a revoked key or of a removed member ends soon", async (api) => {
  await api.services.hub.start();
  const key = api.keys.read;
  const streams = {
    key: readStream(await api.open("GET", eventsOf(api), { key })),
    member: readStream(await api.open("GET", eventsOf(api), { as: "viewer" })),
    signedOut: readStream(await api.open("GET", eventsOf(api), { as: "admin" })),
    stays: readStream(await api.open("GET", eventsOf(api), { as: "member" })),
  };
  await pause(150);
  const [row] = await api.sql`
    select id from api_keys where project_id = ${api.projectId} and scope = 'read'`;
  await revokeKey(api.sql, { projectId: api.projectId, keyId: row!.id });
  await removeMember(api.sql, {
    projectId: api.projectId,
    actorId: api.people.owner.id,
    userId: api.people.viewer.id,
  });
  await api.services.accounts.signOutEverywhere(api.people.admin.id);
  const late = pause(30_000).then(() => "late");
  for (const name of ["key", "member", "signedOut"] as const) {
    assert.equal(await Promise.race([streams[name].ended, late]), "closed", name);
  }
  const session = await api.create();
  await streams.stays.until(({ data }) => data.session_id === session.id);
  await streams.stays.close();
  assert.equal(streams.key.events.length, 0);
}, { services: { accessCheckMilliseconds: 50 } });

apiTest("Streams end when the server stops and when their reader goes", async (api) => {
  await api.services.hub.start();
  const session = await api.create();
  const gone = new AbortController();
  const left = readStream(await api.open("GET", eventsOf(api), { signal: gone.signal }));
  const open = [
    readStream(await api.open("GET", eventsOf(api))),
    readStream(await api.open("GET", api.sessions(`/${session.id}/stream`))),
  ];
  await open[1]!.count(1);
  gone.abort();
  assert.notEqual(await Promise.race([left.ended, pause(30_000)]), undefined);
  api.stop.abort();
  for (const stream of open) {
    assert.equal(await Promise.race([stream.ended, pause(30_000)]), "closed");
  }
  // One that is opened while the server stops ends at once.
  const late = readStream(await api.open("GET", eventsOf(api)));
  assert.equal(await Promise.race([late.ended, pause(30_000)]), "closed");
});

apiTest("Two hundred open streams all hear of a message and cost little memory", async (api) => {
  await api.services.hub.start();
  const session = await api.create();
  const before = Deno.memoryUsage().heapUsed;
  const streams = await Promise.all(Array.from(
    { length: 200 },
    async (_, index) =>
      readStream(
        await api.open(
          "GET",
          index % 2 ? eventsOf(api) : api.sessions(`/${session.id}/stream`),
        ),
      ),
  ));
  await Promise.all(streams.filter((_, index) => index % 2 === 0).map((one) => one.count(1)));
  await postMessage(api, session.id, "To all");
  await Promise.all(
    streams.map((one) => one.until(({ event }) => event.startsWith("message"))),
  );
  const used = Deno.memoryUsage().heapUsed - before;
  assert.ok(used < 80 * 1024 * 1024, `${Math.round(used / 1024 / 1024)} MB`);
  await Promise.all(streams.map((one) => one.close()));
});
