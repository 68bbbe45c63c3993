import assert from "node:assert/strict";
import { STREAM_LIFE_MS } from "./methods_stream.ts";
import { client, errorOf, inSmallWorld } from "./testing_kit.ts";

Deno.test("What the app posts can be read, changed and deleted, by the app alone", async () => {
  await inSmallWorld(async ({ slack, installation, help, gwen }) => {
    const web = client(slack, installation.botToken);
    const channel = help.id;
    const question = slack.say(help, gwen, "How?");
    const metadata = { event_type: "hissuno", event_payload: { message: "m1" } };
    const thread_ts = question.ts;
    const { ts } = await web.chat.postMessage({ channel, thread_ts, text: "So", metadata });
    const thread = await web.conversations.replies({
      channel,
      ts: question.ts,
      include_all_metadata: true,
    });
    assert.deepEqual(thread.messages?.[1]?.metadata?.event_payload, { message: "m1" });
    await web.chat.update({ channel, ts: ts!, text: "So it goes" });
    assert.deepEqual(slack.texts(help, question), ["How?", "So it goes"]);
    const foreign = { channel, ts: question.ts };
    assert.equal(await errorOf(web.chat.update({ ...foreign, text: "x" })), "cant_update_message");
    assert.equal(await errorOf(web.chat.delete(foreign)), "cant_delete_message");
    await web.chat.delete({ channel, ts: ts! });
    assert.deepEqual(slack.texts(help), ["How?"]);
    assert.equal(await errorOf(web.chat.delete({ channel, ts: ts! })), "message_not_found");
  });
});

Deno.test("Posts are refused as Slack refuses them", async () => {
  await inSmallWorld(async ({ slack, installation, help }) => {
    const web = client(slack, installation.botToken);
    const post = (more: Record<string, unknown>) =>
      errorOf(web.apiCall("chat.postMessage", { channel: help.id, ...more }));
    assert.equal(await post({}), "no_text");
    assert.equal(await post({ text: "a", markdown_text: "b" }), "markdown_text_conflict");
    assert.equal(await post({ markdown_text: "x".repeat(12_001) }), "msg_blocks_too_long");
    assert.equal(await post({ text: "a", metadata: { event_type: 7 } }), "invalid_metadata_format");
    assert.equal(await post({ text: "a", thread_ts: "1.000001" }), "cannot_reply_to_message");
    assert.equal(await post({ text: "a", channel: "C404" }), "channel_not_found");
    assert.equal(await post({ text: "x".repeat(50_000) }), "none");
    assert.equal(slack.texts(help)[0]!.length, 40_000);
  });
});

Deno.test("A name of the app's choice needs a scope, and hides the bot user", async () => {
  await inSmallWorld(async ({ slack, installation, help }) => {
    const web = client(slack, installation.botToken);
    const post = { channel: help.id, text: "Hello", username: "Bob at Acme" };
    const { message } = await web.chat.postMessage(post);
    assert.deepEqual([message?.username, message?.user], ["Bob at Acme", undefined]);
    assert.equal(message?.bot_id, installation.botId);
    installation.scopes.delete("chat:write.customize");
    assert.equal(await errorOf(web.chat.postMessage(post)), "missing_scope");
  });
});

Deno.test("A stream grows until it is stopped, by the client's own streamer", async () => {
  await inSmallWorld(async ({ slack, globex, installation, shared, carl }) => {
    const web = client(slack, installation.botToken);
    const question = slack.say(shared, carl, "Why?");
    const place = { channel: shared.id, thread_ts: question.ts };
    assert.equal(await errorOf(web.chat.startStream(place)), "missing_recipient_user_id");
    const streamer = web.chatStream({
      ...place,
      recipient_team_id: globex.id,
      recipient_user_id: carl.id,
      buffer_size: 5,
    });
    await streamer.append({ markdown_text: "**Because** " });
    await streamer.append({ markdown_text: "it does." });
    const ts = streamer.ts!;
    assert.deepEqual(slack.texts(shared, question), ["Why?", "**Because** it does."]);
    const update = web.chat.update({ channel: shared.id, ts, text: "x" });
    assert.equal(await errorOf(update), "streaming_state_conflict");
    await streamer.stop({ markdown_text: " Really." });
    assert.equal(slack.texts(shared, question)[1], "**Because** it does. Really.");
    const late = web.chat.appendStream({ channel: shared.id, ts, markdown_text: "x" });
    assert.equal(await errorOf(late), "message_not_in_streaming_state");
  });
});

Deno.test("A stream ends by itself after minutes, or when the person stops it", async () => {
  await inSmallWorld(async ({ slack, acme, installation, help, gwen }) => {
    const web = client(slack, installation.botToken);
    const question = slack.say(help, gwen, "Why?");
    const start = {
      channel: help.id,
      thread_ts: question.ts,
      recipient_team_id: acme.id,
      recipient_user_id: gwen.id,
    };
    const append = async () => {
      const { ts } = await web.chat.startStream(start);
      return {
        message: slack.message(help, ts!),
        more: () =>
          errorOf(web.chat.appendStream({ channel: help.id, ts: ts!, markdown_text: "x" })),
      };
    };
    const stopped = await append();
    assert.equal(await stopped.more(), "none");
    slack.stopStream(stopped.message);
    assert.equal(await stopped.more(), "stopped_by_user");
    const ended = await append();
    slack.endStreams();
    assert.equal(await ended.more(), "message_not_in_streaming_state");
    const old = await append();
    const { clock } = slack;
    slack.clock = () => new Date(clock().getTime() + STREAM_LIFE_MS + 1000);
    assert.equal(await old.more(), "message_not_in_streaming_state");
  });
});

Deno.test("Reactions, status, links and direct messages are kept", async () => {
  await inSmallWorld(async ({ slack, installation, help, gwen, bob }) => {
    const web = client(slack, installation.botToken);
    const { ts } = slack.say(help, gwen, "Why?");
    const item = { channel: help.id, timestamp: ts, name: "eyes" };
    await web.reactions.add(item);
    assert.equal(await errorOf(web.reactions.add(item)), "already_reacted");
    const { messages } = await web.conversations.history({ channel: help.id });
    assert.deepEqual(messages?.[0]?.reactions?.[0]?.users, [installation.botUserId]);
    await web.reactions.remove(item);
    assert.equal(await errorOf(web.reactions.remove(item)), "no_reaction");
    const status = { channel_id: help.id, thread_ts: ts, status: "is thinking..." };
    await web.assistant.threads.setStatus(status);
    const link = await web.chat.getPermalink({ channel: help.id, message_ts: ts });
    const path = `archives/${help.id}/p${ts.replace(".", "")}`;
    assert.equal(link.permalink, `https://acme.slack.com/${path}`);
    const opened = await web.conversations.open({ users: bob.id });
    const again = await web.conversations.open({ users: bob.id });
    assert.equal(opened.channel?.id, again.channel?.id);
    await web.chat.postMessage({ channel: opened.channel!.id!, text: "Take over?" });
    const dm = slack.directMessage(help.hostTeamId, bob.id, installation.botUserId);
    assert.deepEqual(slack.texts(dm), ["Take over?"]);
    await web.conversations.leave({ channel: help.id }).catch(() => {});
    assert.equal(slack.calls.at(-1)!.answer!.needed, "channels:manage");
  });
});

Deno.test("Files are given only to the app's token", async () => {
  await inSmallWorld(async ({ slack, installation, shared, carl }) => {
    const content = new TextEncoder().encode("a,b\n1,2");
    const file = { name: "a b.csv", mimetype: "text/csv", content, isHidden: true };
    slack.say(shared, carl, "", { files: [file] });
    const web = client(slack, installation.botToken);
    const { messages } = await web.conversations.history({ channel: shared.id });
    const [told] = messages![0]!.files!;
    assert.deepEqual([told!.file_access, told!.url_private], ["check_file_info", undefined]);
    const { file: whole } = await web.files.info({ file: told!.id! });
    const { pathname, host } = new URL(whole!.url_private!);
    assert.equal(host, "files.slack.com");
    const anonymous = await fetch(slack.url + pathname);
    assert.match(await anonymous.text(), /Sign in/);
    const headers = { authorization: `Bearer ${installation.botToken}` };
    const got = await fetch(slack.url + pathname, { headers });
    assert.equal(await got.text(), "a,b\n1,2");
  });
});
