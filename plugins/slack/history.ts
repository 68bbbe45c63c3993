import type { SlackClient } from "./api.ts";
import type { SlackSource } from "./self.ts";
import { Pace } from "./sync_pace.ts";

/** As many as Slack gives at once. */
const PAGE = 999;
/** What apps outside of Slack's marketplace get at once, whatever they ask for. */
const SLOW_PAGE = 15;
/** How long a limit that was met is believed, in milliseconds. */
const BELIEVED = 7 * 86_400_000;

/** A page of a channel's history, the newest first. */
export interface HistoryPage {
  messages: unknown[];
  /** Slack's marker for the next one. */
  next: string | undefined;
}

/** Reads histories and threads no faster than Slack allows. */
export class Reader {
  readonly history: Pace;
  readonly replies: Pace;

  private constructor(readonly source: SlackSource, readonly client: SlackClient) {
    this.history = new Pace(source.now, source.signal);
    this.replies = new Pace(source.now, source.signal);
  }

  /** A reader that knows what limits were met before. */
  static async open(source: SlackSource, client: SlackClient): Promise<Reader> {
    const reader = new Reader(source, client);
    const met = await source.records?.get<number>("limits", "slow");
    if (met && source.now().getTime() - met < BELIEVED) reader.#slowDown();
    return reader;
  }

  /** A page of what was said in a channel between two times, both included. */
  async page(channel: string, from: string, to: string, cursor?: string): Promise<HistoryPage> {
    await this.history.next();
    // https://docs.slack.dev/reference/methods/conversations.history
    const answer = await this.client.conversations.history({
      channel,
      oldest: from,
      latest: to,
      inclusive: true,
      limit: this.history.isSlow ? SLOW_PAGE : PAGE,
      ...(cursor ? { cursor } : {}),
    });
    const messages: unknown[] = answer.messages ?? [];
    const next = answer.response_metadata?.next_cursor || undefined;
    // https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps/
    if (next && messages.length === SLOW_PAGE && !this.history.isSlow) {
      await this.source.records?.set("limits", "slow", this.source.now().getTime());
      this.#slowDown();
    }
    return { messages, next };
  }

  #slowDown(): void {
    this.history.isSlow = this.replies.isSlow = true;
  }
}
