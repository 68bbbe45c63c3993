import { z } from "zod";
import { input, output, pageOf } from "./components.ts";
import { data, EMPTY_CHANGE, isChange, NOT_EMPTY, time, timeGiven, words } from "./fields.ts";

const frequency = z.enum(["manual", "1h", "6h", "24h"]);
const mode = z.enum(["incremental", "full", "scratch"]);

/** A connection as it is answered; never with its secret. */
export const connection = output(
  "Connection",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    source: z.string().describe("What it connects: `slack`, `intercom` ..."),
    name: z.string(),
    settings: data,
    account_label: z.string().nullable().describe("Who the credentials belong to."),
    status: z.enum(["active", "needs_attention"])
      .describe("`needs_attention`: the credentials have to be entered again."),
    status_message: z.string().nullable(),
    frequency: frequency.describe("How often it is synced by itself."),
    filter_from: time.nullable().describe("Nothing older is taken."),
    filter_to: time.nullable().describe("Nothing newer is taken."),
    next_run_at: time.nullable(),
    created_at: time,
    updated_at: time,
  }).describe("A source that is connected to the project. Connect one in the dashboard."),
);

/** A page of connections. */
export const connectionList = pageOf("ConnectionList", connection);

/** What of a connection can be changed. */
export const connectionUpdate = input(
  "ConnectionUpdate",
  z.strictObject({
    name: words(100).optional(),
    frequency: frequency.optional(),
    filter_from: timeGiven.nullable().optional(),
    filter_to: timeGiven.nullable().optional(),
  }).refine(isChange, EMPTY_CHANGE)
    .meta({ description: "A change of a connection; what is left out stays.", ...NOT_EMPTY }),
);

/** How a run is started. */
export const runCreate = input(
  "RunCreate",
  z.strictObject({
    mode: mode.default("incremental").describe(
      "What is new, everything once more, or everything as if for the first time.",
    ),
  }).describe("How a sync is run."),
);

/** A run as it is answered. */
export const run = output(
  "Run",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    connection_id: z.string(),
    mode,
    status: z.enum(["queued", "running", "paused", "succeeded", "failed", "cancelled"]),
    created_at: time,
    started_at: time.nullable(),
    finished_at: time.nullable(),
    resume_at: time.nullable().describe("When a paused run goes on."),
    found: z.int().describe("The sum of the four below."),
    created: z.int(),
    updated: z.int(),
    skipped: z.int(),
    failed: z.int(),
    message: z.string().nullable().describe("Why it failed or is paused."),
    problems: z.array(z.strictObject({
      id: z.string(),
      external_id: z.string().nullable().describe("Of the item; null for the run as a whole."),
      message: z.string(),
      created_at: time,
      resolved_at: time.nullable(),
    })).optional().describe("With `expand=problems`: up to 500 items that could not be taken."),
  }).describe("One sync of a connection."),
);

/** A page of runs. */
export const runList = pageOf("RunList", run);
