import { invalid } from "../../../../../../core/errors.ts";

/** A week; nobody answers a chat that is older. */
export const idleMinutesMaximum = 10_080;

/** After how many quiet minutes the project's chats are closed; null: the server's setting. */
export function idleMinutesOf(settings: Record<string, unknown>): number | null {
  return typeof settings.idle_minutes === "number" ? settings.idle_minutes : null;
}

/**
 * What was typed as minutes; empty is the server's setting.
 *
 * @throws {AppError} 400 for what is no whole number from 1 to a week
 */
export function readIdleMinutes(text: string): number | null {
  if (text === "") return null;
  const minutes = Number(text);
  if (!/^\d{1,5}$/.test(text) || minutes < 1 || minutes > idleMinutesMaximum) {
    throw invalid(
      "idle_minutes",
      `Enter a whole number from 1 to ${idleMinutesMaximum}, or nothing for the server's setting.`,
    );
  }
  return minutes;
}
