import assert from "node:assert/strict";
import { ConnectionError, Hissuno } from "./src/mod.ts";
import { command } from "./testing/command.ts";
import { type Fault, problem, withFaultyServer } from "./testing/faulty_server.ts";

const BYTES = "the bytes of an archive";

/** A project's archives, which take three questions to be done. */
function archiveServer(): Fault {
  let asked = 0;
  const at = (status: string, more = {}) =>
    Response.json({
      id: "a_1",
      status,
      done_rows: asked,
      total_rows: 3,
      counts: { sessions: 2 },
      error: null,
      ...more,
    });
  return ({ method, path, body, headers }) => {
    if (path.startsWith("/exports/")) {
      // Whoever has the link needs no key, and gives none away.
      if (headers.has("authorization")) return problem(400, "invalid");
      if (method === "PUT") {
        return body === BYTES ? at("queued") : problem(422, "invalid");
      }
      return new Response(BYTES, {
        headers: {
          "content-disposition": 'attachment; filename="../project.tar.gz"',
        },
      });
    }
    if (path === "/v1/imports") {
      return Response.json({ upload_url: "/exports/up" }, { status: 201 });
    }
    if (method === "POST") return at("queued");
    asked++;
    return asked < 3 ? at("running") : at("done", { download_url: "/exports/down" });
  };
}

Deno.test("A project is exported by one call: begun, waited for, and read as a stream", async () => {
  await withFaultyServer(archiveServer(), async ({ url, seen }) => {
    const client = new Hissuno({ apiKey: "a", baseUrl: url });
    const told: string[] = [];
    const download = await client.exportProject({
      interval: 1,
      onProgress: ({ status, done_rows }) => void told.push(`${status} ${done_rows}`),
    });
    let text = "";
    for await (const bytes of download) text += new TextDecoder().decode(bytes);
    assert.equal(text, BYTES);
    assert.equal(download.fileName, "../project.tar.gz");
    assert.deepEqual(told, ["queued 0", "running 1", "running 2", "done 3"]);
    assert.ok(seen[0]!.headers.get("idempotency-key"));
  });
});

Deno.test("An archive is brought in by one call, from bytes or a stream", async () => {
  for (
    const archive of [
      new TextEncoder().encode(BYTES),
      new Blob([BYTES]).stream(),
    ]
  ) {
    await withFaultyServer(archiveServer(), async ({ url }) => {
      const client = new Hissuno({ apiKey: "a", baseUrl: url });
      const { counts } = await client.importProject(archive, { interval: 1 });
      assert.deepEqual(counts, { sessions: 2 });
    });
  }
});

Deno.test("An archive that the server cannot make is an error with its reason", async () => {
  const failed = {
    id: "a_1",
    status: "failed",
    done_rows: 0,
    total_rows: 0,
    error: "The disk is full.",
  };
  await withFaultyServer(() => Response.json(failed), async ({ url }) => {
    const client = new Hissuno({ apiKey: "a", baseUrl: url });
    await assert.rejects(
      client.exportProject({ interval: 1 }),
      /The disk is full\./,
    );
  });
});

Deno.test("A download that breaks off is an error, never a short file", async () => {
  await withFaultyServer(() => null, async ({ url }) => {
    const client = new Hissuno({ apiKey: "a", baseUrl: url, maxRetries: 0 });
    await assert.rejects(
      async () => await (await client.download("/x")).bytes(),
      ConnectionError,
    );
  });
});

Deno.test("The command line writes an archive whole and never over what is there", async () => {
  const folder = await Deno.makeTempDir();
  const target = `${folder}/all.tar.gz`;
  try {
    await withFaultyServer(archiveServer(), async ({ url }) => {
      const env = { HISSUNO_BASE_URL: url, HISSUNO_API_KEY: "a" };
      const ran = await command(["export", "-o", target], { env });
      assert.equal(ran.exitCode, 0, ran.err);
      assert.match(ran.err, /running: 2 of 3\n.*Wrote 23 bytes to /s);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), [
        "all.tar.gz",
      ]);
      assert.equal(await Deno.readTextFile(target), BYTES);
    });
    await withFaultyServer(archiveServer(), async ({ url }) => {
      const env = { HISSUNO_BASE_URL: url, HISSUNO_API_KEY: "a" };
      const ran = await command(["import", target, "--json"], { env });
      assert.equal(ran.out, '{"sessions":2}\n', ran.err);
      assert.equal(
        (await command(["import", "/nowhere.tar.gz"], { env })).exitCode,
        2,
      );
    });
    await withFaultyServer(() => problem(500, "internal"), async ({ url }) => {
      const env = { HISSUNO_BASE_URL: url, HISSUNO_API_KEY: "a" };
      assert.equal((await command(["export"], { env })).exitCode, 6);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
