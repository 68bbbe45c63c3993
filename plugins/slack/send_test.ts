import assert from "node:assert/strict";
import { RefusedReply } from "#plugin-kit";
import { replies } from "./replies.ts";
import { ALL_SCOPES } from "./testing/model.ts";
import { outboundTest, visible } from "./testing/outbound.ts";

outboundTest(
  "An answer is one post in the thread, with its sources as links and our mark",
  async (parts) => {
    const { connection, session, message, thread, question } = parts;
    const answer = message("Use **Export** in the menu.", {
      sources: [{ title: "Exporting", url: "https://docs.example/export" }],
    });
    const { externalId } = await replies.send(session, answer, connection, 1);
    const [post, ...others] = thread();
    assert.equal(others.length, 0);
    assert.equal(post!.ts, externalId);
    assert.equal(post!.threadTs, question.ts);
    assert.equal(
      post!.text,
      "Use **Export** in the menu.\n\n**Sources**\n- [Exporting](https://docs.example/export)",
    );
    assert.deepEqual(post!.metadata, {
      event_type: "hissuno_message",
      event_payload: { message_id: answer.id },
    });
  },
);

outboundTest(
  "An answer that was posted although the connection broke is not posted again",
  async (parts) => {
    const { slack, connection, session, message, thread } = parts;
    const answer = message("Only once");
    slack.fail("chat.postMessage", { dropAfter: true });
    await assert.rejects(() => replies.send(session, answer, connection, 1));
    assert.equal(thread().length, 1);
    const { externalId } = await replies.send(session, answer, connection, 2);
    assert.deepEqual(thread().map(({ ts }) => ts), [externalId]);
    slack.fail("chat.postMessage", { dropBefore: true });
    const next = message("Later");
    await assert.rejects(() => replies.send(session, next, connection, 1));
    await replies.send(session, next, connection, 2);
    assert.deepEqual(thread().map(({ text }) => text), ["Only once", "Later"]);
  },
);

outboundTest(
  "A long answer is several posts, and a broken sending goes on where it stopped",
  async (parts) => {
    const { slack, connection, session, message, thread } = parts;
    const text = Array.from({ length: 400 }, (_, n) => `Line ${n} ${"x".repeat(60)}`).join("\n");
    const answer = message(text);
    slack.fail("chat.postMessage", {
      dropAfter: true,
      when: ({ metadata }) => JSON.stringify(metadata).includes('"part":1'),
    });
    await assert.rejects(() => replies.send(session, answer, connection, 1));
    assert.equal(thread().length, 2);
    const { externalId } = await replies.send(session, answer, connection, 2);
    const posts = thread();
    assert.ok(posts.length > 2 && posts.every((post) => post.text.length <= 12_000));
    assert.equal(posts[0]!.ts, externalId);
    assert.equal(posts.map((post) => post.text).join("\n"), text);
    const shorter = { ...answer, content: "Short now", externalId };
    await replies.edit!(session, shorter, connection);
    assert.deepEqual(thread().map((post) => post.text), ["Short now"]);
    await replies.edit!(session, { ...shorter, content: text }, connection);
    assert.equal(thread().map((post) => post.text).join("\n"), text);
    await replies.delete!(session, externalId, connection);
    assert.equal(thread().length, 0);
  },
);

outboundTest("A teammate's answer carries their name, as the scope allows", async (parts) => {
  const { connection, session, message, thread, installation } = parts;
  const bob = { senderType: "human_agent", senderName: "Bob Builder" } as const;
  await replies.send(session, message("Hello!", bob), connection, 1);
  assert.equal(thread()[0]!.username, "Bob Builder");
  assert.equal(thread()[0]!.text, "Hello!");
  // The scope is taken away: Slack says so, and the name goes before the text.
  installation.scopes.delete("chat:write.customize");
  const { externalId } = await replies.send(session, message("- a\n- b", bob), connection, 1);
  assert.equal(thread()[1]!.text, "Bob Builder:\n\n- a\n- b");
  const edited = { ...message("Better", bob), externalId };
  await replies.edit!(session, edited, connection);
  assert.equal(thread()[1]!.text, "Bob Builder: Better");
});

outboundTest("Without the scope for names a teammate is named before the text", async (parts) => {
  const { connection, session, message, thread } = parts;
  const bob = { senderType: "human_agent", senderName: "Bob *B*" } as const;
  await replies.send(session, message("Hello!", bob), connection, 1);
  assert.equal(thread()[0]!.text, "Bob \\*B\\*: Hello!");
}, { scopes: ALL_SCOPES.filter((scope) => scope !== "chat:write.customize") });

outboundTest(
  "No text that is sent calls people, neither the answer nor a name or a source",
  async (parts) => {
    const { connection, session, message, thread } = parts;
    const answer = message("@channel <!here> <!subteam^S1|@ops>", {
      senderType: "human_agent",
      senderName: "Bob",
      sources: [{ title: "@everyone", url: null }],
    });
    await replies.send(session, answer, connection, 1);
    const { text } = thread()[0]!;
    assert.doesNotMatch(text, /<!|@(channel|here|everyone)/);
    assert.match(visible(text), /^@channel <!here> <!subteam\^S1\|@ops>/);
  },
);

outboundTest("What Slack will never take is refused with a sentence for people", async (parts) => {
  const { slack, connection, session, message, shared, installation, question } = parts;
  const send = () => replies.send(session, message("Hello"), connection, 1);
  const cases: [error: string, sentence: RegExp][] = [
    ["restricted_action_thread_locked", /thread is locked/],
    ["restricted_action_read_only_channel", /read-only/],
    ["msg_blocks_too_long", /too long/],
    ["cannot_reply_to_message", /no replies/],
    ["ekm_access_denied", /admins/],
  ];
  for (const [error, sentence] of cases) {
    slack.fail("chat.postMessage", { error });
    await assert.rejects(send, (thrown: Error) => {
      assert.ok(thrown instanceof RefusedReply, error);
      assert.match(thrown.message, sentence);
      return true;
    });
  }
  await assert.rejects(
    () => replies.send(session, message("  "), connection, 1),
    (thrown: Error) => thrown instanceof RefusedReply && /empty/.test(thrown.message),
  );
  slack.archive(shared);
  await assert.rejects(send, (thrown: Error) => /archived/.test(thrown.message));
  slack.archive(shared, false);
  slack.leaveChannel(shared, installation.botUserId);
  await assert.rejects(
    send,
    (thrown: Error) => thrown instanceof RefusedReply && /not in the channel/.test(thrown.message),
  );
  slack.inviteBot(shared);
  slack.remove(question);
  await assert.rejects(send, RefusedReply);
});

outboundTest("What may pass is thrown as it is, to be tried again", async (parts) => {
  const { slack, connection, session, message, thread } = parts;
  const answer = message("Hello");
  for (const fault of [{ error: "internal_error" }, { status: 503 }, { body: "<html>" }]) {
    slack.fail("chat.postMessage", fault);
    await assert.rejects(
      () => replies.send(session, answer, connection, 1),
      (thrown: Error) => !(thrown instanceof RefusedReply) && thrown.name !== "CredentialError",
    );
  }
  slack.fail("chat.postMessage", { status: 429, retryAfter: 1 });
  await replies.send(session, answer, connection, 2);
  assert.equal(thread().length, 1);
  slack.revokeTokens(parts.acme);
  await assert.rejects(
    () => replies.send(session, message("More"), connection, 1),
    { name: "CredentialError" },
  );
});

outboundTest("An edit or a deletion of a post that is gone is done already", async (parts) => {
  const { slack, connection, session, message, thread } = parts;
  const answer = message("Hello");
  const { externalId } = await replies.send(session, answer, connection, 1);
  slack.remove(thread()[0]!);
  await replies.edit!(session, { ...answer, content: "Other", externalId }, connection);
  await replies.delete!(session, externalId, connection);
  assert.equal(thread().length, 0);
});
