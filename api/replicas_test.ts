import assert from "node:assert/strict";
import { apiTest, type Json, ORIGIN, SOURCES, type TestApi } from "./testing.ts";
import type { ReplicaRequest } from "./testing_replica.ts";
import { readStream } from "./testing_stream.ts";

/** Another server on the same database; its modules share nothing with ours. */
async function startReplica(api: TestApi) {
  const worker = new Worker(new URL("./testing_replica.ts", import.meta.url), { type: "module" });
  const waiting: ((answer: Json) => void)[] = [];
  const watched = new TransformStream<Uint8Array, Uint8Array>();
  const writer = watched.writable.getWriter();
  worker.onmessage = ({ data }) => {
    if (data.type === "chunk") writer.write(new TextEncoder().encode(data.chunk)).catch(() => {});
    else waiting.shift()!(data);
  };
  const ask = (request: ReplicaRequest) => {
    const { promise, resolve } = Promise.withResolvers<Json>();
    waiting.push(resolve);
    worker.postMessage(request);
    return promise;
  };
  const headers = {
    authorization: `Bearer ${api.keys.full}`,
    "content-type": "application/json",
  };
  await ask({ type: "start", url: api.url, sources: SOURCES });
  return {
    ask,
    post: (path: string, json: unknown) =>
      ask({
        type: "fetch",
        url: ORIGIN + path,
        method: "POST",
        headers,
        body: JSON.stringify(json),
      }),
    watch: async (path: string) => {
      const { status } = await ask({ type: "watch", url: ORIGIN + path, headers });
      const type = "text/event-stream";
      return readStream(
        new Response(watched.readable, { status, headers: { "content-type": type } }),
      );
    },
    stop: async () => {
      await ask({ type: "stop" });
      worker.terminate();
    },
  };
}

apiTest("A message posted to one replica appears on the other's streams at once", async (api) => {
  await api.services.hub.start();
  const replica = await startReplica(api);
  try {
    const session = await api.create({ messages: [{ role: "user", content: "Hello" }] });
    const path = api.sessions(`/${session.id}/messages`);
    const here = readStream(await api.open("GET", api.sessions(`/${session.id}/stream`)));
    const there = await replica.watch(`/api/projects/${api.projectId}/events`);
    await here.until(({ event }) => event === "snapshot");

    const fromThere = await replica.post(path, { role: "user", content: "From there" });
    assert.equal(fromThere.status, 201, fromThere.text);
    const heard = await here.until(({ event }) => event === "message");
    assert.equal(heard.data.message.content, "From there");

    await api.post(path, { role: "assistant", content: "From here" });
    await there.until(({ event, data }) => event === "message.created" && data.data.from === 3);

    await replica.ask({
      type: "signal",
      projectId: api.projectId,
      sessionId: session.id,
      data: { name: "Jane" },
    });
    const typing = await here.until(({ event }) => event === "typing");
    assert.deepEqual(typing.data, { name: "Jane" });
    await here.close();
  } finally {
    await replica.stop();
  }
});

apiTest("Both replicas tell all events in the same order, while both write", async (api) => {
  await api.services.hub.start();
  const replica = await startReplica(api);
  try {
    const path = `/api/projects/${api.projectId}/events`;
    const here = readStream(await api.open("GET", path));
    const there = await replica.watch(path);
    const body = { messages: [{ role: "user", content: "Both write" }] };
    await Promise.all(
      Array.from(
        { length: 40 },
        (_, index) => index % 2 ? api.create(body) : replica.post(api.sessions(), body),
      ),
    );
    await here.count(80);
    await there.count(80);
    const ids = (events: { id: string | undefined }[]) => events.map(({ id }) => id);
    assert.deepEqual(ids(here.events), ids(there.events));
    assert.equal(new Set(ids(here.events)).size, 80);
    await here.close();
  } finally {
    await replica.stop();
  }
});
