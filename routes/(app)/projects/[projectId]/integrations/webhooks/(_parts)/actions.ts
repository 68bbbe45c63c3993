import type { Sql } from "../../../../../../../core/db/mod.ts";
import { now } from "../../../../../../../core/clock.ts";
import { invalid } from "../../../../../../../core/errors.ts";
import {
  deleteEndpoint,
  getDelivery,
  replayRange,
  sendTest,
  updateEndpoint,
} from "../../../../../../../core/webhooks/mod.ts";
import type { Services } from "../../../../../../../server/services.ts";
import type { Form } from "../../../../../../(_common)/form.ts";

/** For so long a test's outcome is waited for, to be shown with its page. */
const PATIENCE_MILLISECONDS = 4_000;

/** Where to go once an action is done, below the list of webhooks, and what to say there. */
export interface ActionDone {
  path: string;
  notice: string;
}

/**
 * Does what a button of an endpoint's page asks for.
 *
 * @throws {AppError} 400 for an unknown action, and what the action itself throws
 */
export async function doAction(
  services: Services,
  projectId: string,
  endpointId: string,
  form: Form,
): Promise<ActionDone> {
  const { sql } = services;
  const context = { ...services, allowed: services.allowedHosts };
  const path = endpointId;
  switch (form.text("do")) {
    case "test": {
      const begun = now();
      const id = await sendTest(sql, projectId, endpointId, begun);
      await outcome(sql, projectId, endpointId, id, begun);
      return { path: `${path}/deliveries/${id}`, notice: "The newest event was sent as a test." };
    }
    case "disable":
      await updateEndpoint(context, projectId, endpointId, { status: "disabled" });
      return { path, notice: "Switched off. What happens from now on is not told." };
    case "enable":
      await updateEndpoint(context, projectId, endpointId, { status: "enabled" });
      return { path, notice: "Switched on. What waited is sent now." };
    case "delete":
      await deleteEndpoint(services, projectId, endpointId);
      return { path: "", notice: "Webhook deleted." };
    case "replay": {
      const range = {
        from: timeOf(form, "from"),
        until: timeOf(form, "until"),
        all: form.has("all"),
      };
      const amount = await replayRange(sql, projectId, endpointId, range);
      const events = amount === 1 ? "1 event is" : `${amount.toLocaleString("en-US")} events are`;
      return { path, notice: `${events} sent again.` };
    }
    default:
      throw invalid("do", "The page is out of date. Reload it and try again.");
  }
}

/** Waits until a delivery was tried since a time, for a while. */
export async function outcome(
  sql: Sql,
  projectId: string,
  endpointId: string,
  eventId: string,
  since: Date,
): Promise<void> {
  const isOpen = async () => {
    const { attempts } = await getDelivery(sql, projectId, endpointId, eventId);
    const last = attempts.at(-1);
    return last === undefined || new Date(last.at) < since;
  };
  const until = performance.now() + PATIENCE_MILLISECONDS;
  while (performance.now() < until && await isOpen()) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A time as browsers send it: without a zone, and meant in UTC. */
function timeOf(form: Form, name: "from" | "until"): Date {
  const text = form.text(name);
  const at = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? `${text}Z` : text);
  if (text === "" || Number.isNaN(at.getTime())) {
    throw invalid(name, `${name === "from" ? "From" : "Until"} must be a date and a time.`);
  }
  return at;
}
