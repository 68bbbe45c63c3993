import type { Channel, ChannelMode, ChannelScope } from "../contract/mod.ts";
import { invalid } from "../errors.ts";

/** A channel as somebody chooses from it. */
export interface PickedChannel extends Channel {
  /** Why it cannot be captured, in words; until it can. */
  problem: string | null;
  /** Captured, but the provider does not name it any more. */
  isGone: boolean;
  /** The package of knowledge that answers in it; null: the one of the agent's settings. */
  packageId: string | null;
}

/** Which channels are shown. */
export const channelFilters = [
  "all",
  "chosen",
  "public",
  "private",
  "external",
  "archived",
] as const;

/** One of {@link channelFilters}; `all` leaves out what is archived and not captured. */
export type ChannelFilter = (typeof channelFilters)[number];

/** How far back a newly chosen channel is read. */
export const backfills = ["none", "7", "30", "90", "all"] as const;

/** One of {@link backfills}: days, nothing, or everything. */
export type Backfill = (typeof backfills)[number];

/** What is wanted of channels. */
export interface ChannelChoice {
  mode: ChannelMode;
  scope: ChannelScope;
  /** Where reading their past begins; null: what comes from now on. */
  backfillFrom: Date | null;
  /** The package of knowledge that answers there; null: the one of the agent's. Absent: it stays. */
  packageId?: string | null;
}

/** A channel that could not be chosen. */
export interface RefusedChannel {
  id: string;
  name: string;
  /** A sentence. */
  problem: string;
}

/** How the reading of a connection's channels stands. */
export interface ChannelList {
  /** `waiting`: asked for, not begun. */
  state: "waiting" | "reading" | "done" | "failed";
  /** How many were named so far. */
  found: number;
  problem: string | null;
  refreshedAt: Date | null;
}

/** The first day there can be anything: everything is from here on. */
const BEGINNING = new Date("1970-01-01T00:00:00.000Z");
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** From when on a choice reads a channel's past; null: not at all. */
export function backfillStart(backfill: Backfill, at: Date): Date | null {
  if (backfill === "none") return null;
  if (backfill === "all") return BEGINNING;
  return new Date(at.getTime() - Number(backfill) * DAY_MILLISECONDS);
}

/** Whether a date stands for all there is. */
export function isEverything(date: Date): boolean {
  return date.getTime() === BEGINNING.getTime();
}

/** A place between two channels of the list. */
export interface ChannelCursor {
  isMonitored: boolean;
  /** As sorted: in small letters. */
  name: string;
  id: string;
  /** Whether the page before it is wanted rather than the one after it. */
  isBackwards: boolean;
}

/** The cursor as an opaque text for addresses. */
export function writeChannelCursor(cursor: ChannelCursor): string {
  const { isMonitored, name, id, isBackwards } = cursor;
  return new TextEncoder().encode(JSON.stringify([+isBackwards, +isMonitored, name, id]))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

/** @throws {AppError} 400 when the text is not a cursor of this list */
export function readChannelCursor(text: string): ChannelCursor {
  try {
    if (text.length > 2_000) throw new RangeError("too long");
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const [isBackwards, isMonitored, name, id] = JSON.parse(new TextDecoder().decode(bytes));
    const isCursor = [0, 1].includes(isBackwards) && [0, 1].includes(isMonitored) &&
      typeof name === "string" && typeof id === "string" && !`${name}${id}`.includes("\0");
    if (!isCursor) throw new TypeError("none of ours");
    return { isBackwards: isBackwards === 1, isMonitored: isMonitored === 1, name, id };
  } catch {
    throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
  }
}
