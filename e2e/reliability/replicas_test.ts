import assert from "node:assert/strict";
import { createKey } from "../../core/access/mod.ts";
import { testDatabase } from "../../core/db/testing.ts";
import { call, Playground, PROJECT } from "./support/playground.ts";
import { EventReader } from "./support/stream.ts";

Deno.test({
  name:
    "Two replicas on one PostgreSQL share messages, limits and work, and one survives the other",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const database = await testDatabase({ empty: true });
    try {
      await Playground.with(async (playground) => {
        const env = { DATABASE_URL: database.url };
        const [first, second] = await Promise.all([playground.start(env), playground.start(env)]);
        const made = await call(first.url, "POST", "/sessions", {
          body: { messages: [{ role: "user", content: "Hello" }] },
        });
        assert.equal(made.status, 201);
        const { id } = made.body.session as { id: string };

        // Live: posted to one, seen on the other.
        const events = await EventReader.open(second.url, "/events");
        const conversation = await EventReader.open(second.url, `/sessions/${id}/stream`);
        await conversation.find(({ event }) => event === "snapshot", 30_000);
        const post = (url: string, content: string) =>
          call(url, "POST", `/sessions/${id}/messages`, { body: { role: "user", content } });
        for (const content of ["one", "two", "three", "four", "five"]) {
          assert.equal((await post(first.url, content)).status, 201);
          await conversation.find(
            ({ data }) => (data.message as { content: string } | undefined)?.content === content,
            30_000,
          );
        }
        await events.find(({ event }) => event === "message.created", 30_000);

        await sharesLimits(first.url, second.url);

        // One dies without a word; the other goes on, live as before.
        first.kill("SIGKILL");
        await first.status;
        assert.equal((await post(second.url, "after")).status, 201);
        await conversation.find(
          ({ data }) => (data.message as { content: string } | undefined)?.content === "after",
          30_000,
        );
        const { body } = await call(second.url, "GET", `/sessions/${id}`);
        assert.equal((body.session as { message_count: number }).message_count, 7);
        events.close();
        conversation.close();
      });
    } finally {
      await database.close();
    }

    async function sharesLimits(...urls: string[]): Promise<void> {
      const { key } = await createKey(database.sql, {
        projectId: PROJECT,
        name: "limited",
        scope: "read",
        plan: "free",
      });
      // The count begins anew with the minute: stay away from its end.
      const left = 60_000 - performance.timeOrigin % 60_000 - performance.now() % 60_000;
      const rest = (left + 120_000) % 60_000;
      if (rest < 8_000) await new Promise((resolve) => setTimeout(resolve, rest + 100));
      const answers = await Promise.all(
        Array.from(
          { length: 90 },
          async (_, turn) =>
            (await call(urls[turn % 2]!, "GET", "/sessions?limit=1", { key })).status,
        ),
      );
      const allowed = answers.filter((status) => status === 200).length;
      const refused = answers.filter((status) => status === 429).length;
      assert.equal(allowed + refused, 90);
      // A free key may call 60 times a minute; a replica may keep a few it reserved to itself.
      assert.ok(allowed <= 60 && allowed >= 54, `${allowed} of 60 calls were allowed`);
    }
  },
});
