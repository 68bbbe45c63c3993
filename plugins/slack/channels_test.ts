import assert from "node:assert/strict";
import { inboundTest } from "./testing/inbound.ts";
import { channels } from "./channels.ts";
import { openLive } from "#plugin-kit/testing";
import type { LiveConnection, ProviderChannel } from "#plugin-kit";
import type { Secret, Settings } from "./form.ts";

async function listed(connection: LiveConnection<Settings, Secret>): Promise<ProviderChannel[]> {
  const found: ProviderChannel[] = [];
  for await (const page of channels.list(connection)) found.push(...page);
  return found;
}

inboundTest(
  "The list has public and private channels with members, sharing and archiving",
  async ({ slack, acme, ada, harness, installation }) => {
    const old = slack.addChannel(acme, "old", { members: [ada] });
    slack.archive(old);
    const board = slack.addChannel(acme, "board", {
      members: [ada, slack.user(installation.botUserId)],
      isPrivate: true,
    });
    const found = await listed(await openLive(harness));
    const of = (name: string) => found.find((channel) => channel.name === name);
    assert.deepEqual(of("acme-globex")!.isExternal, true);
    assert.deepEqual([of("help")!.memberCount, of("help")!.isMember], [4, true]);
    assert.deepEqual([of("board")!.id, of("board")!.isPrivate], [board.id, true]);
    assert.equal(of("old")!.isArchived, true);
    assert.equal(of("secret"), undefined, "Private channels we are not in are nobody's business");
  },
);

inboundTest("A list of many pages is read to its end", async ({ slack, acme, harness }) => {
  for (let index = 0; index < 1_200; index++) slack.addChannel(acme, `channel-${index}`);
  const found = await listed(await openLive(harness));
  assert.equal(found.filter(({ name }) => name.startsWith("channel-")).length, 1_200);
  assert.equal(slack.callsOf("conversations.list").length, 2);
});

inboundTest(
  "A public channel is joined, a private one tells who has to invite, an archived one why not",
  async ({ slack, acme, ada, secret, harness, installation }) => {
    const connection = await openLive<Settings, Secret>(harness);
    const open = slack.addChannel(acme, "open", { members: [ada] });
    await channels.join(open.id, connection);
    assert.ok(open.members.has(installation.botUserId));
    await channels.join(open.id, connection);
    await assert.rejects(channels.join(secret.id, connection), /Write \/invite @hissuno there/);
    const old = slack.addChannel(acme, "old", { members: [ada] });
    slack.archive(old);
    await assert.rejects(channels.join(old.id, connection), /#old is archived\. Unarchive it/);
    await assert.rejects(channels.join("C0NOWHERE1", connection), /\/invite @hissuno/);
  },
);

inboundTest(
  "Leaving without the permission tells how to remove the bot by hand",
  async ({ slack, shared, harness }) => {
    const connection = await openLive<Settings, Secret>(harness);
    await assert.rejects(channels.leave(shared.id, connection), /write \/remove @hissuno there/);
    slack.installations[0]!.scopes.add("channels:manage");
    await channels.leave(shared.id, connection);
    await channels.leave(shared.id, connection);
  },
);

inboundTest(
  "Names, archiving, sharing and our coming and going are followed",
  async ({ slack, globex, shared, ada, installation, capture, settle, harness }) => {
    await capture(shared);
    const connection = await openLive<Settings, Secret>(harness);
    const now = () => connection.channels.get(shared.id);
    slack.rename(shared, "acme-and-globex");
    slack.archive(shared);
    await settle();
    assert.deepEqual([(await now())!.name, (await now())!.isArchived], ["acme-and-globex", true]);
    slack.archive(shared, false);
    slack.unshare(shared, globex);
    await settle();
    assert.deepEqual([(await now())!.isArchived, (await now())!.isExternal], [false, false]);
    slack.share(shared, globex);
    await settle();
    assert.equal((await now())!.isExternal, true);
    slack.leaveChannel(shared, installation.botUserId);
    await settle();
    assert.equal((await now())!.isMember, false);
    slack.inviteBot(shared, undefined, ada);
    await settle();
    assert.equal((await now())!.isMember, true);
    assert.equal(await harness.waitingJobs("sync.run"), 1, "What was missed is looked for");
  },
);

inboundTest(
  "A private channel's events have names of their own and are followed alike",
  async ({ slack, secret, ada, capture, settle, harness }) => {
    slack.inviteBot(secret, undefined, ada);
    await capture(secret);
    const connection = await openLive<Settings, Secret>(harness);
    slack.rename(secret, "top-secret");
    slack.archive(secret);
    await settle();
    const found = await connection.channels.get(secret.id);
    assert.deepEqual([found!.name, found!.isArchived], ["top-secret", true]);
    slack.deleteChannel(secret);
    await settle();
    const gone = await connection.channels.get(secret.id);
    assert.deepEqual([gone!.isArchived, gone!.isMember], [true, false]);
  },
);

inboundTest(
  "A channel with a new id keeps its threads: what is said there goes on in its session",
  async ({ slack, shared, carl, capture, settle, sessions }) => {
    await capture(shared);
    const parent = slack.say(shared, carl, "Before");
    await settle();
    const id = slack.changeId(shared);
    await settle();
    slack.say(shared, carl, "After", { thread: parent });
    await settle();
    const found = await sessions();
    assert.deepEqual(found.map((one) => one.external_id), [`${id}:${parent.ts}`]);
    assert.equal(found[0]!.messages.length, 2);
  },
);

inboundTest(
  "Who joins or leaves a channel besides us leaves nothing here",
  async ({ slack, shared, ada, capture, settle, harness }) => {
    await capture(shared);
    const eve = slack.addUser(slack.workspace(ada.teamId), "Eve");
    slack.joinChannel(shared, eve);
    slack.leaveChannel(shared, eve);
    await settle();
    assert.equal((await harness.sql`select 1 from source_deliveries`).length, 0);
  },
);

inboundTest(
  "Removing the app or revoking its token asks for attention, and says what to do",
  async ({ slack, acme, settle, harness }) => {
    slack.revokeTokens(acme);
    await settle();
    const status = async () =>
      (await harness.sql`select status, status_message from connections`)[0]!;
    assert.equal((await status()).status, "needs_attention");
    assert.match((await status()).status_message, /token was revoked.*Install the app again/);
    await harness.sql`update connections set status = 'active', status_message = null`;
    slack.uninstall(acme);
    await settle();
    assert.equal((await status()).status, "needs_attention");
    assert.match((await status()).status_message, /removed|revoked/);
  },
);

inboundTest(
  "A person whose profile changes is known by the new name, and nobody else is remembered",
  async ({ slack, shared, carl, bob, capture, settle, lines, harness }) => {
    await capture(shared);
    slack.changeUser(bob, { realName: "Robert Builder" });
    await settle();
    assert.equal((await harness.sql`select 1 from source_records where kind = 'user'`).length, 0);
    const parent = slack.say(shared, carl, "Hello");
    await settle();
    slack.changeUser(carl, { realName: "Charles Customer" });
    await settle();
    slack.say(shared, carl, "It is still me", { thread: parent });
    await settle();
    assert.deepEqual(await lines(), ["Carl Customer: Hello", "Charles Customer: It is still me"]);
    assert.equal(slack.callsOf("users.info").filter(({ args }) => args.user === carl.id).length, 1);
  },
);
