import assert from "node:assert/strict";
import description from "../testdata/vendor_spec.json" with { type: "json" };
import { METHODS } from "./api.ts";
import { FakeSlack } from "./fake.ts";
import { ALL_SCOPES } from "./model.ts";
import { client, errorOf, inSmallWorld } from "./testing_kit.ts";

Deno.test("Every method that is described is answered, and no other", () => {
  assert.deepEqual([...METHODS].sort(), Object.keys(description.methods).sort());
});

Deno.test("A token tells its workspace, its bot and its scopes", async () => {
  await inSmallWorld(async ({ slack, acme, installation }) => {
    const answer = await client(slack, installation.botToken).auth.test();
    assert.equal(answer.team_id, acme.id);
    assert.equal(answer.bot_id, installation.botId);
    assert.deepEqual(answer.response_metadata?.scopes, ALL_SCOPES);
  });
});

Deno.test("Bad tokens are refused as Slack refuses them", async () => {
  await inSmallWorld(async ({ slack, acme, installation }) => {
    const call = (token?: string) => errorOf(client(slack, token!).auth.test());
    assert.equal(await call(undefined), "not_authed");
    assert.equal(await call("xoxb-nothing"), "invalid_auth");
    assert.equal(await call(slack.app.appToken), "not_allowed_token_type");
    slack.revokeTokens(acme);
    assert.equal(await call(installation.botToken), "token_revoked");
    const again = slack.install(slack.app, acme);
    assert.notEqual(again.botToken, installation.botToken);
    assert.equal(await call(again.botToken), "none");
    slack.uninstall(acme);
    assert.equal(await call(again.botToken), "account_inactive");
  });
});

Deno.test("A call without the scope is told which one is missing", async () => {
  await inSmallWorld(async ({ slack, installation, secret, help }) => {
    const web = client(slack, installation.botToken);
    assert.equal(await errorOf(web.conversations.list({ types: "private_channel" })), MISSING);
    const { needed, provided } = slack.calls.at(-1)!.answer!;
    assert.deepEqual([needed, provided], ["groups:read", "channels:read,chat:write"]);
    assert.equal(await errorOf(web.conversations.history({ channel: help.id })), MISSING);
    assert.equal(await errorOf(web.users.info({ user: "U1" })), MISSING);
    assert.equal(
      await errorOf(web.conversations.info({ channel: secret.id })),
      "channel_not_found",
    );
  }, ["channels:read", "chat:write"]);
});
const MISSING = "missing_scope";

Deno.test("Lists come in pages with an opaque cursor, in no more than Slack allows", async () => {
  await inSmallWorld(async ({ slack, acme, installation }) => {
    for (let index = 0; index < 1500; index++) slack.addChannel(acme, `channel-${index}`);
    const web = client(slack, installation.botToken);
    const pages: number[] = [];
    const paging = web.paginate("conversations.list", { limit: 1000 });
    for await (const page of paging as AsyncIterable<{ channels: unknown[] }>) {
      pages.push(page.channels.length);
    }
    assert.deepEqual(pages, [999, 503]);
    assert.equal(await errorOf(web.users.list({ cursor: "nonsense" })), "invalid_cursor");
  });
});

Deno.test("History gives whole threads only through replies, and each page the parent", async () => {
  await inSmallWorld(async ({ slack, installation, help, gwen, bob }) => {
    const start = new Date("2026-01-05T09:00:00Z");
    const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
    const parent = slack.say(help, gwen, "It is broken", { at: at(0) });
    for (let index = 1; index <= 5; index++) {
      slack.say(help, bob, `Answer ${index}`, { thread: parent, at: at(index) });
    }
    slack.say(help, bob, "Fixed", { thread: parent, broadcast: true, at: at(6) });
    slack.say(help, gwen, "Another thing", { at: at(7) });
    const web = client(slack, installation.botToken);
    const { messages } = await web.conversations.history({ channel: help.id });
    assert.deepEqual(messages?.map(({ text }) => text), ["Another thing", "Fixed", "It is broken"]);
    assert.equal(messages?.[2]?.reply_count, 6);

    const thread = { channel: help.id, ts: parent.ts, limit: 4 };
    const first = await web.conversations.replies(thread);
    const cursor = first.response_metadata!.next_cursor!;
    const second = await web.conversations.replies({ ...thread, cursor });
    const texts = [first, second].map((page) => page.messages?.map(({ text }) => text));
    assert.deepEqual(texts[0], ["It is broken", "Answer 1", "Answer 2", "Answer 3", "Answer 4"]);
    assert.deepEqual(texts[1], ["It is broken", "Answer 5", "Fixed"]);
    assert.deepEqual([first.has_more, second.has_more], [true, false]);
    const oldest = parent.ts;
    const newer = await web.conversations.history({ channel: help.id, oldest });
    assert.equal(newer.messages?.length, 2, "oldest is exclusive");
  });
});

Deno.test("Channels are joined when public, invited to when private, and lost with their id", async () => {
  await inSmallWorld(async ({ slack, acme, installation, secret, ada }) => {
    const web = client(slack, installation.botToken);
    const open = slack.addChannel(acme, "open", { members: [ada] });
    slack.say(open, ada, "Hello");
    const channel = open.id;
    assert.equal(await errorOf(web.conversations.history({ channel })), "not_in_channel");
    assert.equal(await errorOf(web.chat.postMessage({ channel, text: "x" })), "not_in_channel");
    const joined = await web.conversations.join({ channel });
    assert.equal(joined.channel?.is_member, true);
    assert.equal((await web.conversations.join({ channel })).warning, "already_in_channel");
    assert.equal((await web.conversations.history({ channel })).messages?.length, 2);
    assert.equal(
      await errorOf(web.conversations.join({ channel: secret.id })),
      "channel_not_found",
    );
    slack.inviteBot(secret);
    const all = await web.conversations.list({ types: "public_channel,private_channel" });
    assert.deepEqual(all.channels?.find(({ id }) => id === secret.id)?.is_private, true);
    slack.archive(open);
    assert.equal(await errorOf(web.chat.postMessage({ channel, text: "x" })), "is_archived");
    const old = { channel: secret.id };
    slack.changeId(secret);
    assert.equal(await errorOf(web.conversations.info(old)), "channel_not_found");
    const { channel: same } = await web.conversations.info({ channel: secret.id });
    assert.equal(same?.name, "secret");
  });
});

Deno.test("People of other teams show their team and no e-mail; guests and strangers are marked", async () => {
  await inSmallWorld(async ({ slack, globex, installation, carl, gwen, ada }) => {
    const web = client(slack, installation.botToken);
    const nobody = slack.addUser(globex, "Nora Nobody");
    const show = async (id: string) => (await web.users.info({ user: id })).user!;
    const [foreign, guest, stranger] = [
      await show(carl.id),
      await show(gwen.id),
      await show(nobody.id),
    ];
    assert.equal(foreign.team_id, globex.id);
    assert.equal(foreign.is_stranger, false, "they share a channel");
    assert.equal(foreign.profile?.email, undefined);
    assert.equal(guest.is_restricted, true);
    assert.equal(stranger.is_stranger, true);
    const found = await web.users.lookupByEmail({ email: "ADA.lovelace@acme.example" });
    assert.equal(found.user?.id, ada.id);
    const lost = web.users.lookupByEmail({ email: carl.email! });
    assert.equal(await errorOf(lost), "users_not_found");
    const members = (await web.users.list({})).members!.map(({ id }) => id);
    assert.ok(members.includes(gwen.id) && !members.includes(carl.id));
  });
});

Deno.test("Sister workspaces of an organisation share channels that are not external", async () => {
  await inSmallWorld(async ({ slack, globex, carl }) => {
    const east = slack.addWorkspace("Initech East", { enterpriseId: "E0000001" });
    const west = slack.addWorkspace("Initech West", { enterpriseId: "E0000001" });
    const wanda = slack.addUser(west, "Wanda West", { id: "W0000001" });
    const { botToken } = slack.install(slack.app, east);
    const all = slack.addChannel(east, "all-of-us", { members: [wanda], sharedWith: [west] });
    const web = client(slack, botToken);
    const show = async () => (await web.conversations.info({ channel: all.id })).channel!;
    const org = await show();
    assert.deepEqual([org.is_org_shared, org.is_ext_shared, org.is_shared], [true, false, true]);
    const { user } = await web.users.info({ user: wanda.id });
    assert.equal(user?.enterprise_user?.enterprise_id, "E0000001");
    slack.share(all, globex);
    slack.joinChannel(all, carl);
    const shared = await show();
    assert.equal(shared.is_ext_shared, true);
    assert.deepEqual(shared.internal_team_ids, [east.id, west.id]);
    assert.equal((await web.auth.test()).enterprise_id, "E0000001");
  });
});

Deno.test("Slackbot is a member of every workspace, and by the letter no bot", async () => {
  await inSmallWorld(async ({ slack, globex }) => {
    const web = client(slack, slack.install(slack.app, globex).botToken);
    const { user } = await web.users.info({ user: "USLACKBOT" });
    assert.deepEqual([user?.is_bot, user?.team_id], [false, globex.id]);
    const { members } = await web.users.list({});
    assert.ok(members?.some(({ id }) => id === "USLACKBOT"));
  });
});

Deno.test("A wrong or missing argument is refused, and the fake's end says so", async () => {
  const slack = new FakeSlack();
  const { botToken } = slack.install(slack.app, slack.addWorkspace());
  const web = client(slack, botToken);
  assert.equal(await errorOf(web.apiCall("users.info", { usr: "U1" })), "invalid_arguments");
  assert.equal(await errorOf(web.apiCall("users.teleport")), "invalid_arguments");
  await assert.rejects(
    slack.close(),
    /argument user is missing[\s\S]*no argument usr[\s\S]*no such method/,
  );
});
