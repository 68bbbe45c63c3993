import assert from "node:assert/strict";
import type { Delivery } from "#plugin-kit";
import { dbTest, openLive, SyncHarness } from "#plugin-kit/testing";
import { slackClient } from "./api.ts";
import type { SlackConnection } from "./connection.ts";
import type { Secret, Settings } from "./form.ts";
import slackSource from "./mod.ts";
import { socket } from "./socket.ts";
import { type SmallWorld, smallWorld } from "./testing/small_world.ts";

interface Parts extends SmallWorld {
  /** Another process's view of the connection. */
  reopen(): Promise<SlackConnection>;
  /** What was delivered. */
  taken: Delivery[];
  /** Replaces what happens to deliveries. */
  take: { with: (delivery: Delivery) => Promise<void> };
  /** How the socket ended; null while it is open. */
  end(): { error?: unknown } | null;
  stop(): Promise<void>;
}

function socketTest(name: string, test: (parts: Parts) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const world = smallWorld();
    const { slack, installation } = world;
    const stopping = new AbortController();
    try {
      const harness = new SyncHarness(sql, slackSource, slack.url);
      await harness.connect({
        settings: {},
        secret: { bot_token: installation.botToken, app_token: slack.app.appToken },
      });
      const connection = await openLive<Settings, Secret>(harness, stopping.signal);
      const taken: Delivery[] = [];
      const take = { with: (delivery: Delivery) => Promise.resolve(void taken.push(delivery)) };
      let end: { error?: unknown } | null = null;
      const running = socket(connection, (delivery) => take.with(delivery))
        .then(() => end = {}, (error) => end = { error });
      await until(() => slack.sockets.count(slack.app) === 1 || end !== null);
      const stop = async () => {
        stopping.abort(new Error("stopped"));
        await running;
      };
      try {
        await test({
          ...world,
          reopen: () => openLive(harness),
          taken,
          take,
          end: () => end,
          stop,
        });
      } finally {
        await stop();
      }
    } finally {
      await slack.close();
    }
  });
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 3_000 && !condition(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(condition(), "It did not happen within half a minute");
}

socketTest("Events and pressed buttons come over the socket as over HTTP", async (parts) => {
  const { slack, shared, carl, taken, reopen, installation } = parts;
  const message = slack.say(shared, carl, "Hello");
  const client = await slackClient(await reopen(), installation.botToken);
  const label = { type: "plain_text" as const, text: "Press" };
  const button = { type: "button" as const, action_id: "press", text: label };
  await client.chat.postMessage({
    channel: shared.id,
    text: "A button",
    blocks: [{ type: "actions", elements: [button] }],
  });
  slack.press(slack.sorted(shared).at(-1)!, carl, "press");
  await slack.settled();
  assert.deepEqual(taken.map(({ id }) => id.split(":")[0]), ["message", "interaction"]);
  assert.equal(taken[0]!.id, `message:${shared.id}:${message.ts}`);
  assert.ok(slack.delivery.attempts.some(({ outcome }) => outcome === "acked"));
});

socketTest("Nothing is acknowledged before it is stored", async (parts) => {
  const { slack, shared, carl, taken, take } = parts;
  slack.delivery.ackTimeoutMs = 300;
  let isStored = () => {};
  let began = false;
  take.with = (delivery) =>
    new Promise((resolve) => {
      began = true;
      isStored = () => {
        taken.push(delivery);
        resolve();
      };
    });
  slack.say(shared, carl, "Hello");
  await until(() => began);
  assert.equal(slack.delivery.attempts.length, 0);
  isStored();
  await slack.settled();
  assert.deepEqual(slack.delivery.attempts.map(({ outcome }) => outcome), ["acked"]);
});

socketTest("What cannot be stored is sent again, and taken then", async (parts) => {
  const { slack, shared, carl, taken, take } = parts;
  slack.delivery.ackTimeoutMs = 200;
  let failures = 1;
  const keep = take.with;
  take.with = (delivery) =>
    failures-- > 0 ? Promise.reject(new Error("The database is away")) : keep(delivery);
  slack.say(shared, carl, "Hello");
  await slack.settled();
  assert.equal(taken.length, 1);
  assert.deepEqual(slack.delivery.attempts.map(({ outcome }) => outcome), ["timeout", "acked"]);
});

socketTest("When Slack renews the connection, the next one is open first", async (parts) => {
  const { slack, shared, carl, taken, end } = parts;
  for (const reason of ["warning", "refresh_requested"] as const) {
    const before = slack.callsOf("apps.connections.open").length;
    slack.sockets.disconnect(slack.app, reason, { closeAfterMs: 300 });
    await until(() => slack.callsOf("apps.connections.open").length > before);
    await until(() => slack.sockets.count(slack.app) === 1);
    slack.say(shared, carl, `After ${reason}`);
    await slack.settled();
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(taken.length, 2);
  assert.equal(end(), null);
  assert.equal(slack.sockets.count(slack.app), 1);
});

socketTest(
  "A connection that breaks ends the turn, so that another one is begun",
  async (parts) => {
    const { slack, end } = parts;
    slack.sockets.drop(slack.app);
    await until(() => end() !== null);
  },
);

socketTest("The signal closes the connection", async ({ slack, stop, end }) => {
  await stop();
  await until(() => slack.sockets.count(slack.app) === 0);
  assert.deepEqual(end(), {});
});

socketTest("Socket Mode that is switched off says so, and whose fault it is", async (parts) => {
  const { slack, end } = parts;
  slack.sockets.disconnect(slack.app, "link_disabled");
  await until(() => end() !== null);
  const { error } = end() as { error: Error & { field?: string } };
  assert.equal(error.name, "CredentialError");
  assert.match(error.message, /Socket Mode is switched off/);
  assert.equal(error.field, "app_token");
});

socketTest("An address that is not Slack's is never opened", async (parts) => {
  const { slack, reopen, stop } = parts;
  await stop();
  const again = await reopen();
  for (const url of ["wss://evil.example/link", "ws://slack.com/link", "ws://127.0.0.1:1/", ""]) {
    slack.fail("apps.connections.open", { body: JSON.stringify({ ok: true, url }) });
    await assert.rejects(
      socket(again, () => Promise.resolve()),
      /not one of its own/,
      url,
    );
  }
});

socketTest("A revoked app-level token is told as such", async ({ slack, reopen, stop }) => {
  await stop();
  const again = await reopen();
  slack.fail("apps.connections.open", { error: "invalid_auth" });
  await assert.rejects(
    socket(again, () => Promise.resolve()),
    /does not accept the app-level token/,
  );
});

socketTest(
  "Events of another workspace with the same app are left to its own connection",
  async (parts) => {
    const { slack, globex, taken } = parts;
    slack.delivery.ackTimeoutMs = 100;
    slack.delivery.retryDelaysMs = [];
    slack.install(slack.app, globex);
    const inside = slack.addUser(globex, "Dora");
    const room = slack.addChannel(globex, "room", {
      members: [inside, slack.user(slack.installationIn(globex).botUserId)],
    });
    slack.say(room, inside, "For others");
    await slack.settled();
    assert.deepEqual(taken, []);
    assert.equal(slack.delivery.attempts[0]!.outcome, "timeout");
  },
);
