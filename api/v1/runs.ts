import { z } from "zod";
import type { SyncRun } from "../../core/contract/mod.ts";
import type { Db } from "../../core/db/mod.ts";
import { invalid, notFound } from "../../core/errors.ts";
import {
  cancelSync,
  runsAfter,
  selectConnection,
  selectProblems,
  selectRun,
  startSync,
} from "../../core/sync/mod.ts";
import { page } from "./components.ts";
import { run, runCreate, runList } from "./connection_schemas.ts";
import { ofConnection } from "./connections.ts";
import { expanding, paging } from "./fields.ts";
import { operation } from "./operation.ts";

const tag = "Runs";
const params = { run_id: { description: "The run's id.", noun: "Run" } };
const EXPANDABLE = ["problems"] as const;
/** How many problems one run shows. */
const PROBLEMS = 500;

/** A run without what only the engine reads. */
async function readRun(db: Db, projectId: string, id: string): Promise<SyncRun> {
  const found = await selectRun(db, projectId, id);
  if (!found) throw notFound("Run");
  const { fence: _a, cancel_requested: _b, cursors: _c, attempts: _d, ...rest } = found;
  const { window_from: _e, window_to: _f, ...shown } = rest;
  return shown;
}

const list = operation({
  id: "listRuns",
  method: "get",
  path: "/connections/{connection_id}/runs",
  tag,
  summary: "List the runs of a connection",
  description: "The newest first.",
  scope: "read",
  params: ofConnection,
  query: z.strictObject(paging),
  responses: { 200: { description: "A page of runs.", schema: runList } },
  handler: async ({ sql, projectId, params, query }) => {
    const { limit, cursor } = query;
    const id = params.connection_id!;
    if (!await selectConnection(sql, projectId, id)) throw notFound("Connection");
    const rows = await runsAfter(sql, projectId, id, placeOf(cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit ? `${last!.created_at.getTime()}.${last!.id}` : null;
    return { status: 200, body: page(shown, next) };
  },
});

function placeOf(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = /^(\d{1,14})\.([\w-]{1,80})$/.exec(cursor) ?? [];
  if (at && id) return { at: new Date(Number(at)), id };
  throw invalid("cursor", "cursor is not one this list gave. Start without a cursor.");
}

const start = operation({
  id: "createRun",
  method: "post",
  path: "/connections/{connection_id}/runs",
  tag,
  summary: "Sync a connection now",
  description: "A connection has one open run at most; a second one is refused with 409.",
  scope: "full",
  params: ofConnection,
  body: runCreate,
  isBodyOptional: true,
  responses: { 201: { description: "The run, queued.", schema: run } },
  example: { mode: "incremental" },
  isVersioned: true,
  handler: async ({ db, projectId, params, body }) => {
    const id = await startSync(db, projectId, params.connection_id!, body.mode);
    return { status: 201, body: await readRun(db, projectId, id) };
  },
});

const read = operation({
  id: "getRun",
  method: "get",
  path: "/runs/{run_id}",
  tag,
  summary: "Read a run",
  scope: "read",
  params,
  query: z.strictObject({ expand: expanding(EXPANDABLE) }),
  responses: { 200: { description: "The run.", schema: run } },
  isVersioned: true,
  expandable: EXPANDABLE,
  handler: async ({ sql, projectId, params, query }) => {
    const shown = await readRun(sql, projectId, params.run_id!);
    if (!query.expand?.includes("problems")) return { status: 200, body: shown };
    const rows = await selectProblems(sql, projectId, shown.id, PROBLEMS);
    const problems = rows.map(({ id, external_id, message, created_at, resolved_at }) => ({
      ...{ id, external_id, message, created_at, resolved_at },
    }));
    return { status: 200, body: { ...shown, problems } };
  },
});

const cancel = operation({
  id: "cancelRun",
  method: "post",
  path: "/runs/{run_id}/cancel",
  tag,
  summary: "Stop a run",
  description: "It ends after the page it is at; what it has stored stays.",
  scope: "full",
  params,
  responses: { 202: { description: "It is going to stop.", schema: run } },
  isVersioned: true,
  handler: async ({ db, projectId, params }) => {
    const { id, connection_id, status } = await readRun(db, projectId, params.run_id!);
    if (["queued", "running", "paused"].includes(status)) {
      await cancelSync(db, projectId, connection_id);
    }
    return { status: 202, body: await readRun(db, projectId, id) };
  },
});

/** What can be done with runs. */
export const runOperations = [list, start, read, cancel];
