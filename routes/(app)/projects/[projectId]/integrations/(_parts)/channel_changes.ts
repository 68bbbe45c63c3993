import { now } from "../../../../../../core/clock.ts";
import { invalid } from "../../../../../../core/errors.ts";
import {
  backfills,
  backfillStart,
  chooseChannels,
  requestChannels,
  stopChannels,
} from "../../../../../../core/exchange/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** More than a page shows are none of ours. */
const MOST = 500;

/**
 * Does with the ticked channels what a button asked for.
 *
 * @returns what happened, in a sentence
 * @throws {AppError} as the use-cases, and 400 for an action nobody knows
 */
export async function changeChannels(
  { sql }: Services,
  place: { projectId: string; connectionId: string },
  form: Form,
): Promise<string> {
  const action = form.text("action");
  if (action === "refresh") {
    await requestChannels(sql, place);
    return "The channels are read again.";
  }
  const ids = form.all("channel").slice(0, MOST);
  if (ids.length === 0) return "Tick the channels first.";
  if (action === "stop" || action === "leave") {
    const stopped = await stopChannels(sql, place, ids, action === "leave");
    if (stopped === 0) return "None of these was monitored.";
    return `${amount(stopped)} no longer monitored. The sessions stay.`;
  }
  if (action !== "monitor") throw invalid("action", "The page is out of date. Load it again.");
  const backfill = backfills.find((one) => one === form.text("backfill")) ?? "none";
  const { chosen, refused } = await chooseChannels(sql, place, ids, {
    mode: form.text("mode") === "interactive" ? "interactive" : "passive",
    scope: form.text("scope") === "all" ? "all" : "external",
    backfillFrom: backfillStart(backfill, now()),
    // Without packages to choose from the field is not there: what was chosen before stays.
    packageId: form.has("package") ? packageIn(form) : undefined,
  });
  const [first] = refused;
  const done = chosen > 0 ? `${amount(chosen)} monitored.` : "";
  if (!first) return done || "These channels are not there any more.";
  const others = refused.length > 1 ? ` (and ${refused.length - 1} more)` : "";
  return `${done} Not #${first.name}${others}: ${first.problem}`.trim();
}

/** The chosen package; null for the one of the agent's settings, which is no package's id. */
function packageIn(form: Form): string | null {
  const chosen = form.text("package");
  return chosen.startsWith("pack_") ? chosen : null;
}

function amount(count: number): string {
  return count === 1 ? "1 channel is" : `${count} channels are`;
}
