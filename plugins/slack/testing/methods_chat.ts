import { type ApiCall, type Handler, SlackError } from "./call.ts";
import type { Json, SlackChannel, SlackMessage } from "./model.ts";

const LONGEST_MARKDOWN = 12_000;
const LONGEST_TEXT = 40_000;

/** Methods that write. */
export const chatMethods: Record<string, Handler> = {
  "chat.postMessage"(call) {
    call.need("chat:write");
    if (call.args.username || call.args.icon_emoji || call.args.icon_url) {
      call.need("chat:write.customize");
    }
    const channel = writable(call);
    const text = content(call);
    const message = call.slack.put(channel, {
      ts: call.slack.nextTs(channel),
      ...author(call),
      text,
      ...threadOf(call, channel),
      blocks: call.list("blocks"),
      attachments: call.list("attachments"),
      metadata: metadata(call),
    });
    const posted = call.views.message(message);
    return { ok: true, channel: channel.id, ts: message.ts, message: posted };
  },

  "chat.update"(call) {
    call.need("chat:write");
    const channel = call.channel();
    const message = call.message(channel, call.text("ts"));
    if (message.botId !== call.installation.botId) throw new SlackError("cant_update_message");
    if (message.streamingSince !== undefined) throw new SlackError("streaming_state_conflict");
    const text = content(call);
    const previous = structuredClone(message);
    message.text = text;
    message.blocks = call.list("blocks") ??
      (call.args.text === undefined ? message.blocks : undefined);
    message.metadata = metadata(call) ?? message.metadata;
    message.edited = { user: call.installation.botUserId, ts: call.slack.eventTs() };
    call.slack.changed(message, previous);
    const { ts: _, ...shown } = call.views.message(message);
    return { ok: true, channel: channel.id, ts: message.ts, text, message: shown };
  },

  "chat.delete"(call) {
    call.need("chat:write");
    const channel = call.channel();
    const message = call.message(channel, call.text("ts"));
    if (message.botId !== call.installation.botId) throw new SlackError("cant_delete_message");
    call.slack.remove(message);
    return { ok: true, channel: channel.id, ts: message.ts };
  },

  "reactions.add"(call) {
    const { message, name } = reacted(call);
    const { botUserId } = call.installation;
    if (message.reactions.get(name)?.has(botUserId)) throw new SlackError("already_reacted");
    call.slack.react(message, botUserId, name);
    return { ok: true };
  },

  "reactions.remove"(call) {
    const { message, name } = reacted(call);
    const { botUserId } = call.installation;
    if (!message.reactions.get(name)?.has(botUserId)) throw new SlackError("no_reaction");
    call.slack.unreact(message, botUserId, name);
    return { ok: true };
  },
};

/** The channel to write to: the bot is in it, and it is not archived. */
export function writable(call: ApiCall): SlackChannel {
  const known = call.text("channel");
  const channel = call.slack.users.has(known)
    ? call.slack.directMessage(call.teamId, call.installation.botUserId, known)
    : call.ownChannel();
  if (channel.isArchived) throw new SlackError("is_archived");
  return channel;
}

/** Who the app writes as: its bot user, or a name of its choice, which has no user. */
export function author(call: ApiCall): Pick<SlackMessage, "teamId"> & Partial<SlackMessage> {
  const { botId, botUserId } = call.installation;
  const { teamId, app } = call;
  return call.args.username
    ? { teamId, botId, username: call.text("username"), subtype: "bot_message" }
    : { teamId, botId, user: botUserId, appId: app.id };
}

/** Where in a thread a message goes. */
export function threadOf(call: ApiCall, channel: SlackChannel): Partial<SlackMessage> {
  const threadTs = call.text("thread_ts");
  if (threadTs === "") return {};
  if (!channel.messages.has(threadTs)) throw new SlackError("cannot_reply_to_message");
  const isBroadcast = call.args.reply_broadcast === true;
  return { threadTs, isBroadcast, ...(isBroadcast ? { subtype: "thread_broadcast" } : {}) };
}

/** `metadata` as given; throws `invalid_metadata_format`. */
export function metadata(call: ApiCall): Json | undefined {
  const given = call.args.metadata as Json | undefined;
  if (given === undefined) return undefined;
  const { event_type, event_payload } = given;
  if (typeof event_type !== "string" || typeof event_payload !== "object") {
    throw new SlackError("invalid_metadata_format");
  }
  return { event_type, event_payload };
}

function content(call: ApiCall): string {
  const { markdown_text, text, blocks } = call.args;
  if (markdown_text !== undefined && (text !== undefined || blocks !== undefined)) {
    throw new SlackError("markdown_text_conflict");
  }
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackError("invalid_blocks_format");
  if (call.text("markdown_text").length > LONGEST_MARKDOWN) {
    throw new SlackError(call.method === "chat.update" ? "msg_too_long" : "msg_blocks_too_long");
  }
  const given = String(markdown_text ?? text ?? "");
  if (given === "" && !call.list("blocks") && !call.list("attachments")) {
    throw new SlackError("no_text");
  }
  return given.slice(0, LONGEST_TEXT);
}

function reacted(call: ApiCall): { message: SlackMessage; name: string } {
  call.need("reactions:write");
  const channel = call.channel();
  const name = call.text("name");
  if (!/^[a-z0-9_+'-]+(::skin-tone-\d)?$/.test(name)) throw new SlackError("invalid_name");
  return { message: call.message(channel, call.text("timestamp")), name };
}
