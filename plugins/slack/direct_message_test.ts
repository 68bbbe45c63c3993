import assert from "node:assert/strict";
import { handleDirectMessage } from "./direct_message.ts";
import { forwardToDirectMessage } from "./direct_message_mirror.ts";
import { readDirectMessage } from "./direct_message_record.ts";
import { handleChannel } from "./handle_channel.ts";
import { handleInteraction } from "./interactions.ts";
import { replies } from "./replies.ts";
import { type OutboundParts, outboundTest } from "./testing/outbound.ts";

/** The channel of the direct message with Bob, and its first message. */
function digestOf({ direct, bob }: OutboundParts) {
  return direct(bob)[0]!;
}

function texts(parts: OutboundParts): string[] {
  return parts.direct(parts.bob).slice(1).map(({ text }) => text);
}

const reactions = (message: { reactions: Map<string, unknown> }) => [...message.reactions.keys()];

outboundTest(
  "Who takes over gets the conversation once: customer, messages, links, a button",
  async (parts) => {
    const { slack, shared, bob, carl, question, takeOver, session, stored, connection } = parts;
    slack.say(shared, carl, "It must be <https://x.example|today> & @here", { thread: question });
    await takeOver(bob);
    const owner = { id: (await stored()).taken_over_by!, name: bob.realName, email: bob.email };
    await replies.ownerChanged!(session, owner, connection);
    // The same person by other names: an account here, or known by Slack alone.
    await replies.ownerChanged!(session, { ...owner, id: "acc_1" }, connection);
    await replies.ownerChanged!(session, { ...owner, email: null }, connection);
    const [digest, ...others] = parts.direct(bob);
    assert.equal(others.length, 0);
    const shown = JSON.stringify(digest!.blocks);
    assert.match(digest!.text, /Bob Builder, you took over \*Export\* with Carl Customer/);
    for (
      const part of [
        "*Carl Customer:* How do I **export** my data?",
        "today (https://x.example) &amp; @\u2060here",
        `archives/${shared.id}/p${question.ts.replace(".", "")}`,
        `https://hissuno.example/projects/proj_test/sessions/${session.id}`,
        "Reply in this thread: everything you write here goes to the customer",
        `"value":"${session.externalId}"`,
      ]
    ) assert.ok(shown.includes(part), `${part} in ${shown}`);
  },
);

outboundTest(
  "A digest that was posted although the connection broke is not posted again",
  async (parts) => {
    const { slack, bob, takeOver, direct } = parts;
    slack.fail("chat.postMessage", { dropAfter: true });
    await assert.rejects(() => takeOver(bob));
    await takeOver(bob);
    assert.equal(direct(bob).length, 1);
    slack.say(direct(bob)[0]!.channel, bob, "Hello", { thread: direct(bob)[0]! });
    await parts.deliver();
    assert.deepEqual((await parts.said()).at(-1), ["human_agent", "Hello"]);
  },
);

outboundTest(
  "Nobody is written to who has no address in Slack, does not want it, or is in the thread",
  async (parts) => {
    const { slack, session, connection, shared, bob, ada, question, direct } = parts;
    const state = async () => (await readDirectMessage(connection, session.externalId))?.why;
    const named = { id: "acc_1", name: "Zoe" };
    await replies.ownerChanged!(session, { ...named, email: null }, connection);
    assert.equal(await state(), "no_email");
    await replies.ownerChanged!(session, null, connection);
    await replies.ownerChanged!(session, { ...named, email: "zoe@acme.example" }, connection);
    assert.equal(await state(), "not_found");
    slack.say(shared, bob, "I am on it", { thread: question });
    const inThread = { id: "acc_2", name: "Bob", email: bob.email };
    await replies.ownerChanged!(session, inThread, connection);
    assert.equal(await state(), "in_thread");
    slack.fail("conversations.open", { error: "user_disabled" });
    await replies.ownerChanged!(
      session,
      { id: "acc_3", name: "Ada", email: ada.email },
      connection,
    );
    assert.equal(await state(), "unreachable");
    assert.deepEqual([direct(bob).length, direct(ada).length], [0, 0]);
  },
);

outboundTest("Switched off, a takeover writes to nobody", async (parts) => {
  await parts.takeOver(parts.bob);
  assert.equal(parts.direct(parts.bob).length, 0);
}, { directMessages: false });

outboundTest(
  "A token that lost the scope for direct messages changes nothing else",
  async (parts) => {
    parts.installation.scopes.delete("im:write");
    await parts.takeOver(parts.bob);
    assert.equal(parts.direct(parts.bob).length, 0);
    await parts.handBack();
  },
);

outboundTest(
  "What the teammate writes in the thread becomes their answer, also edited or deleted",
  async (parts) => {
    const { slack, bob, takeOver, deliver, said } = parts;
    await takeOver(bob);
    const digest = digestOf(parts);
    const answer = slack.say(digest.channel, bob, "Use *Export* & wait", { thread: digest });
    await deliver();
    assert.deepEqual((await said()).at(-1), ["human_agent", "Use **Export** & wait"]);
    assert.deepEqual(reactions(answer), ["white_check_mark"]);
    slack.unfurl(answer, "https://x.example");
    slack.edit(answer, "Use *Import*");
    await deliver();
    assert.deepEqual((await said()).slice(1), [["human_agent", "Use **Import**"]]);
    slack.remove(answer);
    await deliver();
    assert.equal((await said()).length, 1);
    assert.deepEqual(texts(parts), []);
  },
);

outboundTest("The same event twice forwards once", async (parts) => {
  const { slack, bob, takeOver, said, connection, installation } = parts;
  await takeOver(bob);
  const digest = digestOf(parts);
  const { ts, text } = slack.say(digest.channel, bob, "Hello", { thread: digest });
  const event = { type: "message", channel: digest.channel, channel_type: "im", user: bob.id };
  for (let times = 0; times < 2; times++) {
    await handleDirectMessage({ ...event, ts, text, thread_ts: digest.ts }, connection);
  }
  assert.deepEqual((await said()).slice(1), [["human_agent", "Hello"]]);
  // Of what is malformed, of our own posts and of unknown threads nothing comes.
  for (
    const odd of [
      null,
      7,
      {},
      { ...event, ts: "soon", text },
      { ...event, ts, text, thread_ts: "1.000000", user: installation.botUserId },
      { ...event, subtype: "message_changed", message: null },
      { ...event, subtype: "message_deleted", deleted_ts: ts, previous_message: [] },
    ]
  ) await handleDirectMessage(odd, connection);
  assert.equal((await said()).length, 2);
  assert.equal(texts(parts).length, 1);
});

outboundTest(
  "A message outside of the threads is explained once and goes nowhere",
  async (parts) => {
    const { slack, bob, takeOver, deliver, said, direct } = parts;
    await takeOver(bob);
    const { channel } = digestOf(parts);
    for (const text of ["Hi there", "hand back", "Anybody?"]) slack.say(channel, bob, text);
    await deliver();
    const ours = direct(bob).slice(1).filter(({ user }) => user !== bob.id);
    assert.equal(ours.length, 1);
    assert.match(ours[0]!.text, /Answer in the thread/);
    assert.equal((await said()).length, 1);
  },
);

outboundTest(
  "Hand back by word: the agent has it again, the teammate is told, nothing more is forwarded",
  async (parts) => {
    const { slack, bob, takeOver, deliver, said, stored, session, connection } = parts;
    for (const words of ["hand back", "Handback!", "`/hand-back`"]) {
      await takeOver(bob);
      const digest = parts.direct(bob).findLast(({ blocks }) =>
        JSON.stringify(blocks ?? []).includes("button")
      )!;
      const word = slack.say(digest.channel, bob, words, { thread: digest });
      await deliver();
      assert.equal((await stored()).is_human_takeover, false, words);
      assert.deepEqual(reactions(word), ["white_check_mark"]);
      await replies.ownerChanged!(session, null, connection);
      await replies.ownerChanged!(session, null, connection);
      const late = slack.say(digest.channel, bob, "One more thing", { thread: digest });
      await deliver();
      assert.deepEqual(reactions(late), ["warning"]);
      assert.deepEqual(
        slack.thread(slack.channels.get(digest.channel)!, digest.ts).slice(2).map((one) =>
          one.text.slice(0, 30)
        ),
        [
          "The conversation was given bac",
          "One more thing",
          "This was not forwarded: the co",
        ],
      );
    }
    assert.equal((await said()).length, 1);
  },
);

outboundTest(
  "Hand back by button: only its teammate can, and only while it is theirs",
  async (parts) => {
    const { slack, bob, ada, takeOver, handBack, deliver, stored, connection } = parts;
    await takeOver(bob);
    const digest = digestOf(parts);
    slack.press(digest, ada, "hand_back");
    await deliver();
    assert.equal((await stored()).is_human_takeover, true);
    slack.press(digest, bob, "hand_back");
    await deliver();
    assert.equal((await stored()).is_human_takeover, false);
    await handBack();
    await takeOver(ada);
    slack.press(digest, bob, "hand_back");
    await deliver();
    assert.equal((await stored()).is_human_takeover, true);
    for (
      const odd of [null, 3, "x", {}, { type: "view_submission" }, { type: "block_actions" }, {
        type: "block_actions",
        user: { id: bob.id },
        channel: { id: digest.channel },
        message: { ts: digest.ts },
        actions: [{ action_id: "hand_back", value: "C1:nothing" }],
      }]
    ) await handleInteraction(odd, connection);
  },
);

outboundTest(
  "When another teammate takes over, the first one's thread says so and forwards no more",
  async (parts) => {
    const { slack, bob, ada, takeOver, deliver, said, direct } = parts;
    await takeOver(bob);
    await takeOver(ada);
    assert.match(texts(parts)[0]!, /^Ada Lovelace has taken the conversation over/);
    const digest = digestOf(parts);
    slack.say(digest.channel, bob, "Still me?", { thread: digest });
    const hers = direct(ada)[0]!;
    slack.say(hers.channel, ada, "I have it", { thread: hers });
    await deliver();
    assert.deepEqual((await said()).slice(1), [["human_agent", "I have it"]]);
  },
);

outboundTest(
  "What the customer says meanwhile is shown in the direct message, once",
  async (parts) => {
    const { slack, bob, carl, takeOver, handBack, connection, session, shared, question } = parts;
    const more = slack.say(shared, carl, "Hello?", { thread: question });
    const mirrored = { ts: more.ts, user: carl.id, name: "Carl", text: "Hello? <b> @here" };
    const forward = (message = mirrored) =>
      forwardToDirectMessage(session.externalId, message, connection);
    await forward();
    await takeOver(bob);
    slack.fail("chat.postMessage", { dropAfter: true });
    await assert.rejects(() => forward());
    await forward();
    await forward();
    await forward({ ...mirrored, ts: "1.000000", user: bob.id });
    assert.deepEqual(texts(parts), ["*Carl:* Hello? &lt;b&gt; @\u2060here"]);
    await handBack();
    await forward({ ...mirrored, ts: "2.000000" });
    assert.equal(texts(parts).length, 2);
  },
);

outboundTest("An answer from a direct message that Slack refuses is told there", async (parts) => {
  const { slack, bob, takeOver, deliver, connection, session, message, shared } = parts;
  await takeOver(bob);
  const digest = digestOf(parts);
  const answer = slack.say(digest.channel, bob, "Hello", { thread: digest });
  await deliver();
  const { id } = (await connection.records.get<{ id: string }>(
    "dm_answer",
    `${digest.channel}:${answer.ts}`,
  ))!;
  const sent = { ...message("Hello"), id, senderType: "human_agent" as const, senderName: "Bob" };
  slack.archive(shared);
  for (let times = 0; times < 2; times++) {
    await assert.rejects(() => replies.send(session, sent, connection, 1), {
      name: "RefusedReply",
    });
  }
  assert.deepEqual(texts(parts).slice(1), [
    "This did not reach the customer. The channel is archived. Unarchive it in Slack to answer.",
  ]);
  assert.ok(reactions(answer).includes("warning"));
});

outboundTest(
  "Files alone, a closed session: the teammate is told why nothing was forwarded",
  async (parts) => {
    const { slack, bob, takeOver, deliver, said, connection, session } = parts;
    await takeOver(bob);
    const digest = digestOf(parts);
    const file = slack.say(digest.channel, bob, "", { thread: digest, files: [{}] });
    slack.say(digest.channel, bob, "See this", { thread: digest, files: [{}] });
    await deliver();
    assert.deepEqual(reactions(file), ["warning"]);
    assert.deepEqual((await said()).slice(1), [["human_agent", "See this"]]);
    const ours = texts(parts).filter((text) => /file/i.test(text));
    assert.equal(ours.length, 2);
    await connection.ingest([{ externalId: session.externalId, status: "closed", messages: [] }]);
    const late = slack.say(digest.channel, bob, "Too late?", { thread: digest });
    await deliver();
    assert.deepEqual(reactions(late), ["warning"]);
    assert.match(texts(parts).at(-1)!, /closed/);
    assert.equal((await said()).length, 2);
  },
);

outboundTest(
  "A direct message goes on when its channel in Slack gets another id",
  async (parts) => {
    const { slack, bob, shared, takeOver, deliver, said, connection, session, question } = parts;
    await takeOver(bob);
    const digest = digestOf(parts);
    const oldId = shared.id;
    const newId = slack.changeId(shared);
    const event = { type: "channel_id_changed", old_channel_id: oldId, new_channel_id: newId };
    for (let times = 0; times < 2; times++) await handleChannel(event, connection);
    slack.say(digest.channel, bob, "Still here", { thread: digest });
    await deliver();
    const rows = (await said()).slice(1);
    assert.deepEqual(rows, [["human_agent", "Still here"]]);
    const moved = { ...session, externalId: `${newId}:${question.ts}` };
    await replies.send(moved, parts.message("Still here"), connection, 1);
    slack.press(digest, bob, "hand_back");
    await deliver();
    assert.equal((await connection.session(moved.externalId))!.is_human_takeover, false);
    await replies.ownerChanged!(moved, null, connection);
    assert.match(texts(parts).at(-1)!, /given back to the agent/);
  },
);
