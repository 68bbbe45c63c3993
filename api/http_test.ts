import assert from "node:assert/strict";
import { apiTest, rowCounts, type TestApi } from "./testing.ts";

/**
 * What a program that writes its own HTTP gets to read, until the server closes.
 *
 * @param keepsSending whether our own side stays open, as if more were to come
 */
async function raw(
  port: number,
  request: (string | Uint8Array)[],
  keepsSending = false,
): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const writer = connection.writable.getWriter();
  for (const part of request) {
    await writer.write(typeof part === "string" ? new TextEncoder().encode(part) : part)
      .catch(() => {});
  }
  if (!keepsSending) await writer.close().catch(() => {});
  let text = "";
  try {
    for await (const chunk of connection.readable.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (keepsSending && text.endsWith("}")) break;
    }
  } catch {
    // The server may close while we still send.
  }
  try {
    connection.close();
  } catch {
    // Closed already.
  }
  return text;
}

/** Runs the API on a real port for as long as `work` takes. */
async function served(api: TestApi, work: (port: number, head: string) => Promise<void>) {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, api.app.fetch);
  const head = `POST ${api.sessions()} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
    `Authorization: Bearer ${api.keys.full}\r\n`;
  try {
    await work(server.addr.port, head);
  } finally {
    await server.shutdown();
  }
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

apiTest("Chunked bodies are read, and broken or lying ones store nothing", async (api) => {
  await served(api, async (port, head) => {
    const body = '{"name": "Chunked"}';
    const cut = [body.slice(0, 7), body.slice(7)];
    const chunks = cut.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`);
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
    const created = await raw(port, [chunked, ...chunks, "0\r\n\r\n"], true);
    assert.equal(statusOf(created), 201, created);
    const before = await rowCounts(api.sql);
    const broken: string[][] = [
      // Shorter than announced, longer than announced, negative, no number, two of them.
      [`${head}Content-Length: 500\r\n\r\n`, body],
      [`${head}Content-Length: 5\r\n\r\n`, body],
      [`${head}Content-Length: -1\r\n\r\n`, body],
      [`${head}Content-Length: ten\r\n\r\n`, body],
      [`${head}Content-Length: 19\r\nContent-Length: 20\r\n\r\n`, body],
      // Chunks that break off, and that are no chunks.
      [chunked, chunks[0]!],
      [chunked, "zz\r\n{}\r\n"],
      [chunked, body],
      // A request that is not whole.
      [head],
      ["GARBAGE\r\n\r\n"],
      ["\0\0\0"],
    ];
    for (const parts of broken) {
      const status = statusOf(await raw(port, parts));
      assert.ok(status === 0 || (status >= 400 && status < 500), `${parts.join("")}: ${status}`);
    }
    assert.deepEqual(await rowCounts(api.sql), before);
    // The server is still there.
    const again = await raw(port, [`${head}Content-Length: ${body.length}\r\n\r\n${body}`], true);
    assert.equal(statusOf(again), 201);
  });
});

apiTest("A body beyond the limit is refused while it is still being sent", async (api) => {
  await served(api, async (port, head) => {
    const large = new Uint8Array(11 * 1024 * 1024).fill(32);
    const announced = `${head}Content-Length: ${large.length}\r\n\r\n`;
    const refused = await raw(port, [announced, large.slice(0, 1_000)], true);
    assert.equal(statusOf(refused), 413, refused);
    assert.match(refused, /10 MB/);
    const response = await fetch(`http://127.0.0.1:${port}${api.sessions()}`, {
      method: "POST",
      headers: { authorization: `Bearer ${api.keys.full}` },
      body: large,
    }).catch(() => null);
    // Some clients see the connection close before they have read the answer.
    if (response) assert.equal(response.status, 413);
    await response?.body?.cancel();
  });
});

apiTest("A reader of a stream who goes away leaves nothing behind", async (api) => {
  await api.services.hub.start();
  await served(api, async (port) => {
    const url = `http://127.0.0.1:${port}/api/projects/${api.projectId}/events`;
    const headers = { authorization: `Bearer ${api.keys.read}` };
    for (let round = 0; round < 10; round++) {
      const gone = new AbortController();
      const response = await fetch(url, { headers, signal: gone.signal });
      assert.equal(response.status, 200);
      const reader = response.body!.getReader();
      await reader.read();
      gone.abort();
      await reader.read().catch(() => {});
    }
    const head = await fetch(url, { method: "HEAD", headers });
    assert.equal(head.status, 200);
    // With nobody left, the hub has forgotten where it stands; a new reader starts afresh.
    const gone = new AbortController();
    const response = await fetch(url, { headers, signal: gone.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = await api.create();
    let text = "";
    while (!text.includes(next.id)) text += (await reader.read()).value;
    gone.abort();
    await reader.read().catch(() => {});
  });
});
