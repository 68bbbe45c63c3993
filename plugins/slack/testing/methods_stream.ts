import { type ApiCall, type Handler, SlackError } from "./call.ts";
import { author, metadata, threadOf, writable } from "./methods_chat.ts";
import type { Json, SlackMessage } from "./model.ts";

/** Slack ends a stream by itself after some minutes. */
export const STREAM_LIFE_MS = 5 * 60_000;
const CHUNKS = ["markdown_text", "task_update", "plan_update", "blocks"];

/** Methods of answers that appear piece by piece. */
export const streamMethods: Record<string, Handler> = {
  "chat.startStream"(call) {
    call.need("chat:write");
    if (call.args.username) call.need("chat:write.customize");
    const channel = writable(call);
    if (!channel.isIm) {
      if (!call.args.recipient_user_id) throw new SlackError("missing_recipient_user_id");
      if (!call.args.recipient_team_id) throw new SlackError("missing_recipient_team_id");
    }
    const recipient = call.text("recipient_user_id");
    if (recipient && !call.slack.users.has(recipient)) throw new SlackError("user_not_found");
    const message = call.slack.put(channel, {
      ts: call.slack.nextTs(channel),
      ...author(call),
      text: added(call),
      ...threadOf(call, channel),
      streamingSince: call.slack.clock().getTime(),
      wasStreamed: true,
    });
    return { ok: true, channel: channel.id, ts: message.ts };
  },

  "chat.appendStream"(call) {
    const message = streaming(call);
    const text = added(call);
    if (text === "" && !call.list("chunks")) throw new SlackError("no_text");
    message.text += text;
    return { ok: true, channel: message.channel, ts: message.ts };
  },

  "chat.stopStream"(call) {
    const message = streaming(call);
    const previous = structuredClone(message);
    message.text += added(call);
    message.blocks = call.list("blocks") ?? message.blocks;
    message.metadata = metadata(call) ?? message.metadata;
    delete message.streamingSince;
    call.slack.changed(message, previous);
    return {
      ok: true,
      channel: message.channel,
      ts: message.ts,
      message: call.views.message(message),
    };
  },

  "assistant.threads.setStatus"(call) {
    call.need("chat:write");
    const channel = call.channel(undefined, call.text("channel_id"));
    if (!channel.messages.has(call.text("thread_ts"))) throw new SlackError("invalid_thread_ts");
    return { ok: true };
  },
};

/** The running stream that the call is about. */
function streaming(call: ApiCall): SlackMessage {
  call.need("chat:write");
  const message = call.message(call.ownChannel(), call.text("ts"));
  if (message.botId !== call.installation.botId) throw new SlackError("message_not_owned_by_app");
  const since = message.streamingSince;
  const now = call.slack.clock().getTime();
  if (message.isStoppedByUser && call.method === "chat.appendStream") {
    throw new SlackError("stopped_by_user");
  }
  if (since === undefined || now - since > STREAM_LIFE_MS) {
    throw new SlackError("message_not_in_streaming_state");
  }
  return message;
}

/** The text that the call adds. */
function added(call: ApiCall): string {
  const chunks = call.list("chunks") as Json[] | undefined;
  if (call.args.chunks !== undefined && !chunks) throw new SlackError("invalid_chunks");
  if (chunks?.some((chunk) => !CHUNKS.includes(String(chunk.type)))) {
    throw new SlackError("invalid_chunks");
  }
  const texts = (chunks ?? []).filter(({ type }) => type === "markdown_text");
  return call.text("markdown_text") + texts.map(({ text }) => String(text)).join("");
}
