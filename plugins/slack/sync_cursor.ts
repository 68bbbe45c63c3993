import type { Channel, SyncContext } from "#plugin-kit";
import type { Secret, Settings } from "./form.ts";
import { compareTs, dateOfTs, isTs, tsOfDate } from "./ts.ts";

/** How far a channel is read. Between two runs only `first` and `until`; within one all of it. */
export interface ChannelCursor {
  /** All from here on was read. */
  first?: string;
  /** All up to here was read. */
  until?: string;
  /** The range this run reads, the newest first. */
  from?: string;
  to?: string;
  /** Slack's marker for the next page. */
  page?: string;
  /** Within the page: what is not older was read already. */
  below?: string;
}

export type SlackSync = SyncContext<Settings, Secret, ChannelCursor>;

/** What a run reads of a channel. */
export interface Range {
  /** Where the channel's captured past begins. */
  first: string;
  from: string;
  to: string;
  /** Threads in which nothing happened since are passed over. */
  news: string;
  page?: string;
  below?: string;
}

/** Answers to what was said earlier than this before the last run are not found. */
const LOOK_BACK = 7 * 86_400_000;
/** Messages may show up in the history a moment after others. */
const OVERLAP = 300_000;

/** The range a run reads of a channel, continued where the last one ended or broke off. */
export function rangeOf(
  channel: Pick<Channel, "backfillFrom">,
  cursor: ChannelCursor | undefined,
  since: string,
  { window, filter, mode }: Pick<SlackSync, "window" | "filter" | "mode">,
): Range {
  const chosen = channel.backfillFrom ? tsOfDate(channel.backfillFrom) : since;
  const begin = mode === "preview" ? tsOfDate(window.from) : chosen;
  const first = later(begin, filter.from ? tsOfDate(filter.from) : undefined);
  // Somebody chose to go back further than before: all of it is read anew.
  const isKnown = isTs(cursor?.until) && isTs(cursor.first) && compareTs(cursor.first, first) <= 0;
  const until = isKnown ? cursor!.until! : undefined;
  const news = until === undefined ? first : later(first, before(until, OVERLAP));
  if (cursor && isTs(cursor.from) && isTs(cursor.to) && compareTs(cursor.from, first) <= 0) {
    const { from, to, page, below } = cursor;
    return { first, from, to, news, ...(page ? { page } : {}), ...(below ? { below } : {}) };
  }
  const from = until === undefined ? first : later(first, before(until, LOOK_BACK));
  return { first, from, to: tsOfDate(window.to), news };
}

function before(ts: string, milliseconds: number): string {
  return tsOfDate(new Date(dateOfTs(ts).getTime() - milliseconds));
}

function later(one: string, other: string | undefined): string {
  return other !== undefined && compareTs(other, one) > 0 ? other : one;
}

/** Since when a channel without a chosen past is captured: since a run saw it first. */
export async function sinceWhen(
  { records, window }: Pick<SlackSync, "records" | "window">,
  channelId: string,
): Promise<string> {
  const first = tsOfDate(window.to);
  await records.add("since", channelId, first);
  return await records.get<string>("since", channelId) ?? first;
}
