import assert from "node:assert/strict";
import {
  type Logger,
  LogLevel,
  SocketModeClient,
  type SocketModeOptions,
} from "@slack/socket-mode";
import type { FakeSlack } from "./fake.ts";
import type { Json } from "./model.ts";
import { inSmallWorld } from "./testing_kit.ts";

interface Envelope {
  type: string;
  body: Json;
  retry_num?: number;
  ack: () => Promise<void>;
}

const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Slack's own client, with everything it heard. */
async function connect(slack: FakeSlack, options: Partial<SocketModeOptions> = {}) {
  const heard: Envelope[] = [];
  const socket = new SocketModeClient({
    appToken: slack.app.appToken,
    logger: SILENT,
    clientPingTimeout: 200,
    clientOptions: { slackApiUrl: slack.apiUrl },
    ...options,
  });
  const behaviour = { isAcking: true };
  socket.on("slack_event", async (envelope: Envelope) => {
    heard.push(envelope);
    if (behaviour.isAcking) await envelope.ack();
  });
  await socket.start();
  return { socket, heard, behaviour };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    assert.ok(tries < 200, "It did not happen within four seconds");
    await pause(20);
  }
}

/** Sockets and their pools close a moment after the client says so. */
function socketTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

socketTest(
  "Slack's client hears events and button presses, and survives its own pings",
  async () => {
    await inSmallWorld(async ({ slack, help, gwen, installation }) => {
      const { socket, heard } = await connect(slack);
      slack.say(help, gwen, "Over the socket");
      await slack.settled();
      const elements = [{
        type: "button",
        action_id: "take",
        text: { type: "plain_text", text: "" },
      }];
      const { botId, botUserId: user, teamId } = installation;
      const ts = slack.nextTs(help);
      const blocks = [{ type: "actions", elements }];
      const message = slack.put(help, { ts, teamId, botId, user, text: "Take?", blocks }, false);
      slack.press(message, gwen, "take");
      await slack.settled();
      assert.deepEqual(heard.map(({ type }) => type), ["events_api", "interactive"]);
      assert.equal(heard[1]!.body.type, "block_actions");
      assert.equal((heard[0]!.body.event as Json).text, "Over the socket");
      await pause(1500);
      slack.say(help, gwen, "Still there");
      await slack.settled();
      assert.equal(slack.callsOf("apps.connections.open").length, 1, "It had to reconnect");
      assert.deepEqual(slack.delivery.attempts.map(({ outcome }) => outcome), [
        "acked",
        "acked",
        "acked",
      ]);
      await socket.disconnect();
    });
  },
);

socketTest("What is not acknowledged in time is sent again", async () => {
  await inSmallWorld(async ({ slack, help, gwen }) => {
    slack.delivery.ackTimeoutMs = 100;
    const { socket, heard, behaviour } = await connect(slack);
    behaviour.isAcking = false;
    slack.say(help, gwen, "Again?");
    await until(() => heard.length === 2);
    behaviour.isAcking = true;
    await heard[1]!.ack();
    await slack.settled();
    assert.equal(heard[0]!.body.event_id, heard[1]!.body.event_id);
    assert.deepEqual(heard.map(({ retry_num }) => retry_num), [0, 1]);
    await socket.disconnect();
  });
});

socketTest("Each event goes to one of several connections", async () => {
  await inSmallWorld(async ({ slack, help, gwen }) => {
    const clients = [await connect(slack), await connect(slack)];
    assert.equal(slack.sockets.count(slack.app), 2);
    for (let index = 0; index < 10; index++) slack.say(help, gwen, `${index}`);
    await slack.settled();
    const counts = clients.map(({ heard }) => heard.length);
    assert.deepEqual(counts, [5, 5]);
    for (const { socket } of clients) await socket.disconnect();
  });
});

socketTest("A client that is told to reconnect does, and one that was cut off, too", async () => {
  await inSmallWorld(async ({ slack, help, gwen }) => {
    const { socket, heard } = await connect(slack);
    slack.sockets.disconnect(slack.app, "refresh_requested");
    await until(() => slack.callsOf("apps.connections.open").length === 2);
    await until(() => slack.sockets.count(slack.app) === 1);
    slack.say(help, gwen, "After the refresh");
    await slack.settled();
    slack.sockets.drop(slack.app);
    await until(() => slack.callsOf("apps.connections.open").length === 3);
    await until(() => slack.sockets.count(slack.app) === 1);
    slack.say(help, gwen, "After the cut");
    await slack.settled();
    const texts = heard.map(({ body }) => (body.event as Json).text);
    assert.deepEqual(texts, ["After the refresh", "After the cut"]);
    await socket.disconnect();
  });
});

socketTest("Without a connection an event is lost, but not the history", async () => {
  await inSmallWorld(async ({ slack, help, gwen }) => {
    const { socket, heard } = await connect(slack);
    await socket.disconnect();
    await until(() => slack.sockets.count(slack.app) === 0);
    slack.delivery.retryDelaysMs = [0, 10];
    slack.say(help, gwen, "Anybody there?");
    await slack.settled();
    assert.equal(heard.length, 0);
    assert.equal(slack.delivery.lost.length, 1);
    assert.deepEqual(slack.texts(help), ["Anybody there?"]);
  });
});

socketTest(
  "A socket needs the app's token with its scope, and a ticket that is good once",
  async () => {
    await inSmallWorld(async ({ slack, installation }) => {
      const open = async (token: string): Promise<Json> => {
        const headers = { authorization: `Bearer ${token}` };
        const url = `${slack.apiUrl}apps.connections.open`;
        return await (await fetch(url, { method: "POST", headers })).json();
      };
      assert.equal((await open(installation.botToken)).error, "not_allowed_token_type");
      assert.equal((await open("xapp-no")).error, "invalid_auth");
      const { url } = await open(slack.app.appToken) as { url: string };
      const used = new WebSocket(url);
      await new Promise((resolve) => used.onmessage = resolve);
      const again = await fetch(url.replace("ws:", "http:"));
      assert.equal(again.status, 403);
      await again.body?.cancel();
      used.close();
      slack.app.appTokenScopes.clear();
      assert.equal((await open(slack.app.appToken)).needed, "connections:write");
    });
  },
);
