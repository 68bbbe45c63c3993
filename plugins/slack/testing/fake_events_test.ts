import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { Json } from "./model.ts";
import type { SmallWorld } from "./small_world.ts";
import { client, inSmallWorld, Receiver } from "./testing_kit.ts";

/** A test with a request URL that is subscribed to Acme's events. */
async function withReceiver(test: (world: SmallWorld, app: Receiver) => Promise<void>) {
  await inSmallWorld(async (world) => {
    const app = new Receiver();
    try {
      assert.equal(await world.slack.subscribe(world.acme, app.url), true);
      await test(world, app);
    } finally {
      await world.slack.settled();
      await app.close();
    }
  });
}

Deno.test("Every request is signed over its raw body, the URL's check included", async () => {
  await withReceiver(async ({ slack, help, gwen }, app) => {
    slack.say(help, gwen, "Grüße & more");
    await slack.settled();
    assert.equal(app.received.length, 2);
    for (const { headers, raw } of app.received) {
      const time = headers.get("x-slack-request-timestamp");
      const mac = createHmac("sha256", slack.app.signingSecret).update(`v0:${time}:${raw}`);
      assert.equal(headers.get("x-slack-signature"), `v0=${mac.digest("hex")}`);
      assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 5);
    }
    const { event } = app.received[1]!.body as { event: Json };
    assert.deepEqual([event.text, event.channel_type], ["Grüße & more", "channel"]);
  });
});

Deno.test("A URL that does not give the challenge back gets no events", async () => {
  await inSmallWorld(async ({ slack, acme, help, gwen }) => {
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
      return new Response("Hello");
    });
    assert.equal(await slack.subscribe(acme, `http://127.0.0.1:${server.addr.port}/`), false);
    slack.say(help, gwen, "Anybody?");
    await slack.settled();
    assert.equal(slack.delivery.attempts.length, 0);
    await server.shutdown();
  });
});

Deno.test("What is not taken is sent again with number and reason, and then given up", async () => {
  await withReceiver(async ({ slack, help, gwen }, app) => {
    slack.delivery.retryDelaysMs = [0, 5, 10];
    app.answer = () => new Response(null, { status: 503 });
    slack.say(help, gwen, "One");
    await slack.settled();
    const tries = app.received.slice(1).map(({ headers }) => headers.get("x-slack-retry-num"));
    assert.deepEqual(tries, [null, "1", "2", "3"]);
    assert.equal(app.received.at(-1)!.headers.get("x-slack-retry-reason"), "http_error");
    assert.equal(new Set(app.received.slice(1).map(({ body }) => body.event_id)).size, 1);
    assert.equal(slack.delivery.lost.length, 1);

    slack.delivery.ackTimeoutMs = 50;
    app.answer = () => new Promise((resolve) => setTimeout(() => resolve(new Response()), 100));
    slack.say(help, gwen, "Two");
    await slack.settled();
    assert.equal(app.received.at(-1)!.headers.get("x-slack-retry-reason"), "http_timeout");

    const headers = { "x-slack-no-retry": "1" };
    app.answer = () => new Response(null, { status: 400, headers });
    const before = app.received.length;
    slack.say(help, gwen, "Three");
    await slack.settled();
    assert.equal(app.received.length, before + 1);
  });
});

Deno.test("Events can come twice, late, and in another order", async () => {
  await withReceiver(async ({ slack, help, gwen }, app) => {
    slack.delivery.duplicates = 1;
    slack.say(help, gwen, "Twice");
    await slack.settled();
    const ids = app.received.slice(1).map(({ body }) => body.event_id);
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
    slack.delivery.duplicates = 0;
    slack.delivery.hold();
    for (const text of ["a", "b", "c"]) slack.say(help, gwen, text);
    await slack.settled();
    assert.equal(app.events().length, 2);
    await slack.delivery.release((held) => held.reverse());
    assert.deepEqual(app.events().slice(2).map(({ text }) => text), ["c", "b", "a"]);
  });
});

Deno.test("A mention comes as a message and as a mention, with two event ids", async () => {
  await withReceiver(async ({ slack, help, gwen, installation }, app) => {
    slack.app.events.add("app_mention");
    slack.say(help, gwen, `<@${installation.botUserId}> help!`);
    await slack.settled();
    const [message, mention] = [app.events()[0]!, app.events("app_mention")[0]!];
    assert.equal(message.ts, mention.ts);
    assert.equal(message.client_msg_id, mention.client_msg_id);
    assert.notEqual(app.received[1]!.body.event_id, app.received[2]!.body.event_id);
  });
});

Deno.test("A post in a shared channel is told once for each workspace with the app", async () => {
  await withReceiver(async ({ slack, acme, globex, shared, carl }, app) => {
    slack.install(slack.app, globex);
    slack.inviteBot(shared, globex);
    await slack.subscribe(globex, app.url);
    await slack.settled();
    const before = app.received.length;
    slack.say(shared, carl, "Hi from Globex");
    await slack.settled();
    const bodies = app.received.slice(before).map(({ body }) => body);
    assert.deepEqual(bodies.map(({ team_id }) => team_id).sort(), [acme.id, globex.id].sort());
    const events = bodies.map(({ event }) => event as Json);
    assert.equal(events[0]!.ts, events[1]!.ts);
    assert.equal(events[0]!.user_team, globex.id);
    assert.ok(bodies.every((body) => body.is_ext_shared_channel === true));
  });
});

Deno.test("The app hears what it was subscribed to, where its bot is, its own posts too", async () => {
  await withReceiver(async ({ slack, installation, help, secret, ada, bob }, app) => {
    slack.say(secret, ada, "Not for bots");
    const web = client(slack, installation.botToken);
    const metadata = { event_type: "hissuno", event_payload: { id: 1 } };
    // Deliveries overtake each other, as Slack's do; held back they keep their order.
    slack.delivery.hold();
    await web.chat.postMessage({ channel: help.id, text: "Mine", metadata });
    const dm = slack.directMessage(help.hostTeamId, bob.id, installation.botUserId);
    slack.say(dm, bob, "Direct");
    slack.app.events.delete("message.channels");
    slack.say(help, ada, "Unheard");
    await slack.delivery.release();
    const [own, direct] = app.events();
    assert.equal(app.events().length, 2);
    assert.deepEqual([own!.bot_id, own!.app_id], [installation.botId, slack.app.id]);
    assert.deepEqual((own!.metadata as Json).event_payload, { id: 1 });
    assert.equal(direct!.channel_type, "im");
  });
});

Deno.test("Edits, previews, deletions and tombstones come as changes of messages", async () => {
  await withReceiver(async ({ slack, help, gwen, bob }, app) => {
    const parent = slack.say(help, gwen, "Helo");
    const reply = slack.say(help, bob, "Hi", { thread: parent });
    slack.edit(parent, "Hello");
    slack.unfurl(parent, "https://example.com");
    slack.remove(parent);
    slack.remove(reply);
    slack.say(help, bob, "again", { thread: parent, broadcast: true });
    slack.say(help, bob, "look", { files: [{ name: "a.png" }] });
    await slack.settled();
    const told = app.events().map(({ subtype, message, previous_message, text }) => [
      subtype,
      (message as Json)?.text ?? text,
      (previous_message as Json)?.text,
      (message as Json)?.subtype,
    ]);
    const expected = [
      [undefined, "Helo", undefined, undefined],
      [undefined, "Hi", undefined, undefined],
      ["message_changed", "Hello", "Helo", undefined],
      ["message_changed", "Hello", "Hello", undefined],
      ["message_changed", "This message was deleted.", "Hello", "tombstone"],
      ["message_deleted", undefined, "Hi", undefined],
      ["thread_broadcast", "again", undefined, undefined],
      ["file_share", "look", undefined, undefined],
    ];
    const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
    assert.deepEqual(sorted(told), sorted(expected));
  });
});

Deno.test("Channels, members and the app itself have their events", async () => {
  await withReceiver(async ({ slack, acme, globex, shared, help, secret, bob, ada }, app) => {
    slack.inviteBot(secret, acme, ada);
    slack.rename(help, "support");
    slack.archive(help);
    slack.archive(help, false);
    slack.unshare(shared, globex);
    slack.share(shared, globex);
    slack.changeId(shared);
    slack.changeUser(bob, { displayName: "Bobby" });
    slack.leaveChannel(help, bob);
    slack.leaveChannel(shared, slack.installationIn(acme).botUserId);
    slack.rename(secret, "more-secret");
    slack.deleteChannel(secret);
    slack.sendBody(acme, { type: "app_rate_limited", team_id: acme.id, minute_rate_limited: 1 });
    slack.uninstall(acme);
    await slack.settled();
    const types = app.received.slice(1).map(({ body }) =>
      (body.event as Json | undefined)?.type ?? body.type
    ).filter((type) => type !== "message").sort();
    assert.deepEqual(types, [
      "app_rate_limited",
      "app_uninstalled",
      "channel_archive",
      "channel_id_changed",
      "channel_left",
      "channel_rename",
      "channel_shared",
      "channel_unarchive",
      "channel_unshared",
      "group_deleted",
      "group_rename",
      "member_joined_channel",
      "member_left_channel",
      "tokens_revoked",
      "user_change",
    ]);
  });
});

Deno.test("A pressed button is posted as a signed form", async () => {
  await withReceiver(async ({ slack, installation, help, ada }, app) => {
    const text = { type: "plain_text", text: "Hand back" };
    const button = { type: "button", action_id: "hand_back", value: "session-1", text } as const;
    const blocks = [{ type: "actions", block_id: "b", elements: [button] }];
    const web = client(slack, installation.botToken);
    const post = { channel: help.id, text: "Yours", blocks };
    const { ts } = await web.apiCall("chat.postMessage", post) as { ts?: string };
    slack.press(slack.message(help, ts!), ada, "hand_back");
    assert.throws(() => slack.press(slack.message(help, ts!), ada, "nothing"), /has no button/);
    await slack.settled();
    const { headers, body } = app.received.find(({ body }) => body.type === "block_actions")!;
    assert.equal(headers.get("content-type"), "application/x-www-form-urlencoded");
    assert.equal((body.actions as Json[])[0]!.value, "session-1");
    assert.equal((body.user as Json).id, ada.id);
  });
});
