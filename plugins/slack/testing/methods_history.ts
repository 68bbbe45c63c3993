import { type ApiCall, type Handler, SlackError } from "./call.ts";
import type { Json, SlackMessage } from "./model.ts";

/** Methods that read messages and files. */
export const historyMethods: Record<string, Handler> = {
  "conversations.history"(call) {
    const channel = call.ownChannel("history");
    const shown = call.slack.sorted(channel)
      .filter((one) => !one.threadTs || one.threadTs === one.ts || one.isBroadcast);
    const { items, hasMore, metadata } = window(call, shown, 100, "newest");
    return {
      ok: true,
      ...(call.args.latest ? { latest: call.text("latest") } : {}),
      ...(call.args.oldest ? { oldest: call.text("oldest") } : {}),
      messages: items.map((one) => message(call, one)),
      has_more: hasMore,
      pin_count: 0,
      ...metadata,
    };
  },

  "conversations.replies"(call) {
    const channel = call.ownChannel("history");
    const asked = channel.messages.get(call.text("ts"));
    if (!asked) throw new SlackError("thread_not_found");
    const isReply = asked.threadTs !== undefined && asked.threadTs !== asked.ts;
    const [parent, ...replies] = isReply ? [asked] : call.slack.thread(channel, asked.ts);
    const { items, hasMore, metadata } = window(call, replies, 1000, "oldest");
    return {
      ok: true,
      messages: [parent!, ...items].map((one) => message(call, one)),
      has_more: hasMore,
      ...metadata,
    };
  },

  "chat.getPermalink"(call) {
    const channel = call.channel();
    const { ts, threadTs } = call.message(channel, call.text("message_ts"));
    const { domain } = call.slack.workspace(call.teamId);
    const thread = threadTs && threadTs !== ts ? `?thread_ts=${threadTs}&cid=${channel.id}` : "";
    const path = `archives/${channel.id}/p${ts.replace(".", "")}${thread}`;
    return { ok: true, channel: channel.id, permalink: `https://${domain}.slack.com/${path}` };
  },

  "files.info"(call) {
    call.need("files:read");
    const file = call.slack.files.get(call.text("file"));
    const isSeen = file && [...file.channels].some((id) => {
      const channel = call.slack.channels.get(id);
      return channel && call.sees(channel);
    });
    if (!file || !isSeen) throw new SlackError("file_not_found");
    if (file.mode === "tombstone") throw new SlackError("file_deleted");
    return { ok: true, file: call.views.file(file, false), comments: [] };
  },
};

function message(call: ApiCall, one: SlackMessage): Json {
  const { metadata, ...rest } = call.views.message(one, true);
  return metadata && call.args.include_all_metadata === true ? { ...rest, metadata } : rest;
}

/** The part of the messages that `oldest`, `latest`, `inclusive`, `cursor` and `limit` ask for. */
function window(
  call: ApiCall,
  messages: SlackMessage[],
  usual: number,
  first: "newest" | "oldest",
): { items: SlackMessage[]; hasMore: boolean; metadata: Json } {
  const oldest = bound(call, "oldest");
  const latest = bound(call, "latest");
  const isInclusive = call.args.inclusive === true;
  const after = cursor(call);
  const chosen = messages.filter(({ ts }) =>
    (!oldest || ts > oldest || (isInclusive && ts === oldest)) &&
    (!latest || ts < latest || (isInclusive && ts === latest)) &&
    (!after || (first === "newest" ? ts < after : ts > after))
  );
  if (first === "newest") chosen.reverse();
  const asked = Number(call.args.limit ?? usual) || usual;
  const limit = Math.min(asked, call.limits.pageCap(call.method));
  const items = chosen.slice(0, limit);
  const hasMore = chosen.length > limit;
  const next = hasMore ? btoa(`next_ts:${items.at(-1)!.ts}`) : "";
  return { items, hasMore, metadata: hasMore ? { response_metadata: { next_cursor: next } } : {} };
}

/** A bound as a ts of full length; whole seconds may be given, too. */
function bound(call: ApiCall, name: "oldest" | "latest"): string | undefined {
  const given = call.text(name);
  if (given === "" || given === "0" || given === "now") return undefined;
  const [, seconds, micros = ""] = given.match(/^(\d+)(?:\.(\d{0,6}))?$/) ?? [];
  if (!seconds) throw new SlackError(`invalid_ts_${name}`);
  return `${seconds.padStart(10, "0")}.${micros.padEnd(6, "0")}`;
}

function cursor(call: ApiCall): string | undefined {
  const given = call.text("cursor");
  if (given === "") return undefined;
  try {
    const [, ts] = atob(given).match(/^next_ts:(\d+\.\d+)$/) ?? [];
    if (ts) return ts;
  } catch { /* no base64: as any other nonsense */ }
  throw new SlackError("invalid_cursor");
}
