import assert from "node:assert/strict";
import { clientOf } from "./identity.ts";
import { replies } from "./replies.ts";
import { streaming } from "./stream.ts";
import { addStream, readStream } from "./stream_record.ts";
import { type OutboundParts, outboundTest } from "./testing/outbound.ts";

const LONG = "This answer is long enough to be shown at once. ".repeat(8).trim();

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    assert.ok(tries < 400, "It takes too long");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Shows the beginning of an answer, as the agent does, and waits until it is there. */
async function show({ session, connection, thread }: OutboundParts, id: string, text = LONG) {
  const stream = (await replies.stream!(session, { id }, connection))!;
  stream.write(text);
  await until(() => thread().length === 1 && thread()[0]!.text.length > 100);
  return stream;
}

outboundTest(
  "A streamed answer grows in the thread and becomes the message that is sent",
  async (parts) => {
    const { slack, session, connection, message, thread, carl } = parts;
    const answer = message(`${LONG} And this is its end.`, {
      sources: [{ title: "Docs", url: "https://docs.example/" }],
    });
    const stream = await show(parts, answer.id);
    const [begin] = slack.callsOf("chat.startStream");
    assert.equal(begin!.args.recipient_user_id, carl.id);
    assert.equal(begin!.args.recipient_team_id, carl.teamId);
    stream.write(`${LONG} And this is`);
    await until(() => thread()[0]!.text.endsWith("And this "));
    await stream.close();
    const { externalId } = await replies.send(session, answer, connection, 1);
    const [post, ...others] = thread();
    assert.equal(others.length, 0);
    assert.equal(post!.ts, externalId);
    assert.equal(post!.text, `${answer.content}\n\n**Sources**\n- [Docs](https://docs.example/)`);
    assert.equal(post!.streamingSince, undefined);
    assert.deepEqual(post!.metadata?.event_payload, { message_id: answer.id });
    assert.equal(await readStream(connection, answer.id), null);
    assert.equal(slack.callsOf("chat.postMessage").length, 0);
    assert.equal(slack.callsOf("chat.update").length, 0);
  },
);

outboundTest(
  "An answer that turns out otherwise than shown is corrected in the same post",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    const answer = message("I do not know.");
    const stream = await show(parts, answer.id);
    stream.write("Something else entirely");
    await stream.close();
    const { externalId } = await replies.send(session, answer, connection, 1);
    assert.deepEqual(thread().map(({ ts, text }) => [ts, text]), [[externalId, "I do not know."]]);
    assert.equal(slack.callsOf("chat.update").length, 1);
  },
);

outboundTest(
  "An answer that is short or finished at once is one post and no stream",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    const answer = message("Yes.");
    const stream = (await replies.stream!(session, { id: answer.id }, connection))!;
    stream.write("Yes.");
    await stream.close();
    await replies.send(session, answer, connection, 1);
    assert.deepEqual(thread().map(({ text }) => text), ["Yes."]);
    assert.equal(slack.callsOf("chat.startStream").length, 0);
  },
);

outboundTest("What was shown of an answer that is not given disappears", async (parts) => {
  const { session, connection, message, thread } = parts;
  const answer = message("Never given");
  const stream = await show(parts, answer.id);
  await stream.close();
  await replies.discard!(session, { id: answer.id }, connection);
  assert.equal(thread().length, 0);
  await replies.discard!(session, { id: answer.id }, connection);
  assert.equal(await readStream(connection, answer.id), null);
});

outboundTest(
  "A stream whose process was killed is completed by the next one, or removed",
  async (parts) => {
    const { session, message, thread, reopen } = parts;
    for (const end of ["send", "discard"] as const) {
      const worker = new AbortController();
      const connection = await reopen(worker.signal);
      const answer = message(`${LONG} The whole.`);
      await show({ ...parts, connection }, answer.id);
      worker.abort(new Error("The worker stops"));
      const next = await reopen();
      // The agent begins again with the same message: no second stream stands beside the first.
      assert.equal(await replies.stream!(session, { id: answer.id }, next), null);
      if (end === "discard") {
        await replies.discard!(session, { id: answer.id }, next);
        assert.equal(thread().length, 0);
      } else {
        const { externalId } = await replies.send(session, answer, next, 1);
        const texts = thread().map(({ ts, text }) => [ts, text]);
        assert.deepEqual(texts, [[externalId, answer.content]]);
        await replies.delete!(session, externalId, next);
      }
    }
  },
);

outboundTest(
  "A stream of which only its beginning is known is completed, or removed, elsewhere",
  async (parts) => {
    const { session, connection, message, thread, shared, question, carl } = parts;
    const place = { channel: shared.id, thread: question.ts };
    const since = connection.now().getTime();
    for (const isKnown of [true, false]) {
      for (const end of ["send", "discard"] as const) {
        const answer = message(`${LONG} The whole.`);
        const client = await clientOf(connection);
        const { ts } = await client.chat.startStream({
          channel: shared.id,
          thread_ts: question.ts,
          markdown_text: "This ans",
          recipient_user_id: carl.id,
          recipient_team_id: carl.teamId,
        });
        const known = isKnown ? ts! : null;
        const record = { ...place, ts: known, since, shown: null, isStopped: false };
        assert.ok(await addStream(connection, answer.id, record));
        if (end === "discard") {
          await replies.discard!(session, { id: answer.id }, connection);
          assert.equal(thread().length, 0);
        } else {
          const { externalId } = await replies.send(session, answer, connection, 1);
          assert.equal(externalId, ts);
          assert.deepEqual(thread().map(({ text }) => text), [answer.content]);
          await replies.delete!(session, externalId, connection);
        }
      }
    }
  },
);

outboundTest(
  "A stream that began although the connection broke is found and completed",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    for (const end of ["send", "discard"] as const) {
      const answer = message(`${LONG} The whole.`);
      slack.fail("chat.startStream", { dropAfter: true });
      const stream = await show(parts, answer.id);
      await stream.close();
      if (end === "send") {
        const { externalId } = await replies.send(session, answer, connection, 1);
        const texts = thread().map(({ ts, text }) => [ts, text]);
        assert.deepEqual(texts, [[externalId, answer.content]]);
        await replies.delete!(session, externalId, connection);
      } else {
        await replies.discard!(session, { id: answer.id }, connection);
        assert.equal(thread().length, 0);
      }
    }
  },
);

outboundTest("A stream that ended although the connection broke makes one post", async (parts) => {
  const { slack, session, connection, message, thread } = parts;
  const answer = message(`${LONG} The whole.`);
  const stream = await show(parts, answer.id);
  await stream.close();
  slack.fail("chat.stopStream", { dropAfter: true });
  const { externalId } = await replies.send(session, answer, connection, 1);
  // As if the process had died before it could note that.
  const again = await replies.send(session, answer, connection, 2);
  assert.equal(again.externalId, externalId);
  assert.deepEqual(thread().map(({ text }) => text), [answer.content]);
});

outboundTest(
  "A piece that was shown although the connection broke is not shown twice",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    const answer = message(`${LONG} ${LONG} The end.`);
    const stream = await show(parts, answer.id);
    slack.fail("chat.appendStream", { dropAfter: true });
    stream.write(`${LONG} ${LONG} `);
    await until(() => thread()[0]!.text.length > LONG.length + 100);
    await stream.close();
    const { externalId } = await replies.send(session, answer, connection, 1);
    const texts = thread().map(({ ts, text }) => [ts, text]);
    assert.deepEqual(texts, [[externalId, answer.content]]);
  },
);

outboundTest(
  "A stream that Slack has ended, or that is gone, is replaced by one post",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    const ways = [
      () => slack.endStreams(),
      () => slack.remove(thread()[0]!),
      () => slack.stopStream(thread()[0]!),
    ];
    for (const way of ways) {
      const answer = message(`${LONG} The whole.`);
      const stream = await show(parts, answer.id);
      way();
      await stream.close();
      const { externalId } = await replies.send(session, answer, connection, 1);
      const texts = thread().map(({ ts, text }) => [ts, text]);
      assert.deepEqual(texts, [[externalId, answer.content]]);
      await replies.delete!(session, externalId, connection);
    }
  },
);

outboundTest(
  "A workspace without streams gets whole answers, and is not asked again for an hour",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    slack.fail("chat.startStream", { error: "channel_type_not_supported" });
    const answer = message(LONG);
    const stream = (await replies.stream!(session, { id: answer.id }, connection))!;
    stream.write(LONG);
    await until(() => slack.callsOf("chat.startStream").length === 1);
    await stream.close();
    await replies.send(session, answer, connection, 1);
    assert.deepEqual(thread().map(({ text }) => text), [LONG]);
    assert.equal(await replies.stream!(session, { id: "msg_x" }, connection), null);
    const later = { ...connection, now: () => new Date(connection.now().getTime() + 3_601_000) };
    const again = await replies.stream!(session, { id: "msg_x" }, later);
    assert.notEqual(again, null);
    await again!.close();
  },
);

outboundTest(
  "A streamed text calls nobody either, also when the call is cut in two",
  async (parts) => {
    const { session, connection, message, thread } = parts;
    const answer = message(`${LONG} @here and <!channel> look`);
    const stream = await show(parts, answer.id, `${LONG} @he`);
    stream.write(answer.content);
    await until(() => thread()[0]!.text.endsWith("and <\u2060!channel> "));
    await stream.close();
    await replies.send(session, answer, connection, 1);
    assert.doesNotMatch(thread()[0]!.text, /<!|@here/);
  },
);

outboundTest(
  "A stream is ended before Slack ends it, and the rest of the answer follows in it",
  async (parts) => {
    const { slack, session, connection, message, thread } = parts;
    const before = streaming.longestMilliseconds;
    streaming.longestMilliseconds = 0;
    try {
      const answer = message(`${LONG} ${LONG} The end.`);
      const stream = await show(parts, answer.id);
      stream.write(answer.content);
      await until(() => slack.callsOf("chat.stopStream").length === 1);
      await stream.close();
      const { externalId } = await replies.send(session, answer, connection, 1);
      const texts = thread().map(({ ts, text }) => [ts, text]);
      assert.deepEqual(texts, [[externalId, answer.content]]);
      assert.equal(slack.callsOf("chat.appendStream").length, 0);
    } finally {
      streaming.longestMilliseconds = before;
    }
  },
);
