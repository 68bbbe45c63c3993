import { describe } from "./vendor.ts";

/** Which limits hold: none, Slack's for internal apps, or those of apps outside the marketplace. */
export type LimitMode = "off" | "tiers" | "not_in_marketplace";

const SLOW = ["conversations.history", "conversations.replies"];

/** Rate limits per method and workspace. */
export class Limits {
  mode: LimitMode = "off";
  /** How long a minute takes, in milliseconds; tests make it short. */
  minuteMs = 60_000;
  /** Posts that a channel takes at once before it is one a second. */
  postBurst = 5;
  readonly #calls = new Map<string, number[]>();

  constructor(readonly nowMs: () => number) {}

  /**
   * Counts a call.
   *
   * @returns the seconds to wait when it is one too many, else 0
   */
  take(method: string, teamId: string, channel: string): number {
    if (this.mode === "off") return 0;
    const isPost = method === "chat.postMessage";
    const slow = this.mode === "not_in_marketplace" && SLOW.includes(method);
    const allowed = slow ? 1 : isPost ? 60 : Number.parseInt(describe(method)?.rate ?? "", 10);
    if (Number.isNaN(allowed)) return 0;
    const now = this.nowMs();
    const key = [method, teamId, ...(isPost ? [channel] : [])].join(" ");
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - this.minuteMs);
    this.#calls.set(key, recent);
    const second = this.minuteMs / 60;
    const isBurst = isPost && recent.length >= this.postBurst && recent.at(-1)! > now - second;
    if (recent.length < allowed && !isBurst) {
      recent.push(now);
      return 0;
    }
    const free = isBurst ? recent.at(-1)! + second : recent[0]! + this.minuteMs;
    return Math.max(1, Math.ceil((free - now) / 1000));
  }

  /** How many messages a page of a method has at most. */
  pageCap(method: string): number {
    if (this.mode === "not_in_marketplace" && SLOW.includes(method)) return 15;
    return method === "conversations.history" || method === "conversations.list" ? 999 : 1000;
  }
}
