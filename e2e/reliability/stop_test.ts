import assert from "node:assert/strict";
import type { ServerProcess } from "../../bench/measure/server_process.ts";
import { call, gone, Playground } from "./support/playground.ts";
import { EventReader } from "./support/stream.ts";

function reliabilityTest(name: string, work: (playground: Playground) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => Playground.with(work),
  });
}

/** A request that takes the server a while. */
function largeCreate(server: ServerProcess, mark: string) {
  const messages = Array.from({ length: 4_000 }, (_, index) => ({
    role: "user",
    content: `Word${index} and ${mark} in a long conversation`,
  }));
  return call(server.url, "POST", "/sessions", { body: { external_id: mark, messages } });
}

/** Waits for the end, and for that of the database server. */
async function endOf(server: ServerProcess, playground: Playground, within: number) {
  const begin = performance.now();
  const status = await server.status;
  await gone(playground.dataDir, 5_000);
  const took = performance.now() - begin;
  assert.ok(took < within, `Stopping took ${Math.round(took)} ms:\n${server.output()}`);
  return status;
}

reliabilityTest(
  "SIGTERM lets requests finish, ends streams in order and exits 0 with its database",
  async (playground) => {
    const server = await playground.start();
    await call(server.url, "POST", "/sessions", { body: { messages: [] } });
    const stream = await EventReader.open(server.url, "/events");
    const answer = largeCreate(server, "underway");
    await new Promise((resolve) => setTimeout(resolve, 60));
    server.kill("SIGTERM");
    assert.equal((await answer).status, 201);
    assert.equal(await stream.ended, true, "The stream broke off");
    const { code } = await endOf(server, playground, 9_000);
    assert.equal(code, 0);
  },
);

reliabilityTest("Ctrl-C ends everything, and starting again finds all data", async (playground) => {
  // As a shell does it: a process group of its own, all of which gets the signal.
  const server = await playground.start({}, { detached: true });
  const made = await call(server.url, "POST", "/sessions", {
    body: { name: "Kept", messages: [{ role: "user", content: "Is this kept?" }] },
  });
  const sent = new Deno.Command("kill", { args: ["-INT", "--", `-${server.pid}`] });
  assert.ok((await sent.output()).success);
  const { code } = await endOf(server, playground, 9_000);
  assert.equal(code, 0);
  const again = await playground.start();
  const { id } = made.body.session as { id: string };
  const found = await call(again.url, "GET", `/sessions/${id}`);
  assert.equal((found.body.session as { name: string }).name, "Kept");
  assert.equal((found.body.messages as unknown[]).length, 1);
});

reliabilityTest(
  "A second start on the same data directory is refused with a sentence",
  async (playground) => {
    const first = await playground.start();
    await assert.rejects(playground.start(), (error: Error) => {
      assert.match(
        error.message,
        /Another Hissuno already runs on the data directory .*\. Stop it/,
      );
      assert.doesNotMatch(error.message, /\n\s+at /, "There is a stack");
      return true;
    });
    const { status } = await call(first.url, "GET", "/sessions");
    assert.equal(status, 200, "The first one goes on");
  },
);
