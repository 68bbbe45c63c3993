import { isSafeId } from "../core/access/mod.ts";
import { invalid, notFound } from "../core/errors.ts";
import {
  cancelSync,
  connectSource,
  disconnectSource,
  previewSync,
  retryProblem,
  selectConnection,
  selectConnections,
  selectProblems,
  selectRun,
  selectRuns,
  startSync,
  testConnection,
  updateConnection,
} from "../core/sync/mod.ts";
import { check, readJson, readText } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { connectionBody, connectionPatchBody, syncBody } from "./schemas/connection_body.ts";

/** How many runs and problems are listed. */
const RUNS = 50;
const PROBLEMS = 500;

/** `GET` of a project's connections; never with their secrets. */
export async function getConnections(c: ApiContext): Promise<Response> {
  const connections = await selectConnections(c.var.services.sql, c.var.projectId);
  return c.json({ connections, total: connections.length });
}

/** `POST`: connects a source after asking its provider. */
export async function postConnection(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(connectionBody, value, c.var.schemaStatus);
  const { connection, account } = await connectSource(
    c.var.services.sync,
    c.var.projectId,
    body.source,
    {
      name: body.name,
      settings: body.settings ?? {},
      secret: body.secret ?? {},
      frequency: body.frequency ?? "manual",
      filterFrom: body.filter_from ?? null,
      filterTo: body.filter_to ?? null,
    },
  );
  const shown = await selectConnection(c.var.services.sql, c.var.projectId, connection.id);
  return c.json({ connection: shown, account }, 201);
}

/** `GET` of one connection. */
export async function getConnection(c: ApiContext): Promise<Response> {
  const connection = await selectConnection(c.var.services.sql, c.var.projectId, idOf(c));
  if (!connection) throw notFound("Connection");
  return c.json({ connection });
}

/** `PATCH`: changes settings, credentials, schedule or filter. */
export async function patchConnection(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const body = check(connectionPatchBody, value, c.var.schemaStatus);
  await updateConnection(c.var.services.sync, c.var.projectId, idOf(c), {
    name: body.name,
    settings: body.settings,
    secret: body.secret,
    frequency: body.frequency,
    filterFrom: body.filter_from,
    filterTo: body.filter_to,
  });
  return await getConnection(c);
}

/** `DELETE`: disconnects; `?sessions=delete` removes what was imported as well. */
export async function removeConnection(c: ApiContext): Promise<Response> {
  const sessions = c.req.query("sessions") ?? "keep";
  if (sessions !== "keep" && sessions !== "delete") {
    throw invalid("sessions", "sessions must be keep or delete.");
  }
  await disconnectSource(c.var.services.sync, c.var.projectId, idOf(c), sessions);
  return c.body(null, 204);
}

/** `POST /test`: who the stored credentials belong to. */
export async function postTest(c: ApiContext): Promise<Response> {
  const account = await testConnection(c.var.services.sync, c.var.projectId, idOf(c));
  return c.json({ account });
}

/** `POST /preview`: five items as they would be stored. */
export async function postPreview(c: ApiContext): Promise<Response> {
  return c.json(await previewSync(c.var.services.sync, c.var.projectId, idOf(c)));
}

/** `POST /sync`: starts a run. */
export async function postSync(c: ApiContext): Promise<Response> {
  const text = await readText(c.req.raw);
  const { mode } = check(syncBody, text.trim() === "" ? {} : parse(text), c.var.schemaStatus);
  const { sql } = c.var.services;
  const runId = await startSync(sql, c.var.projectId, idOf(c), mode);
  return c.json({ run: shownRun(await selectRun(sql, c.var.projectId, runId)) }, 201);
}

/** `POST /cancel`: stops the open run. */
export async function postCancel(c: ApiContext): Promise<Response> {
  await cancelSync(c.var.services.sql, c.var.projectId, idOf(c));
  return c.body(null, 204);
}

/** `GET /runs`: the newest runs. */
export async function getRuns(c: ApiContext): Promise<Response> {
  const { sql } = c.var.services;
  if (!await selectConnection(sql, c.var.projectId, idOf(c))) throw notFound("Connection");
  return c.json({ runs: await selectRuns(sql, c.var.projectId, idOf(c), RUNS) });
}

/** `GET /runs/:runId`: one run with its problems. */
export async function getRun(c: ApiContext): Promise<Response> {
  const { sql } = c.var.services;
  const runId = idOf(c, "runId");
  const run = await selectRun(sql, c.var.projectId, runId);
  if (!run || run.connection_id !== idOf(c)) throw notFound("Run");
  const problems = await selectProblems(sql, c.var.projectId, runId, PROBLEMS);
  return c.json({ run: shownRun(run), problems });
}

/** `POST /problems/:problemId/retry`: tries one item again. */
export async function postRetry(c: ApiContext): Promise<Response> {
  await retryProblem(c.var.services.sync, c.var.projectId, idOf(c, "problemId"));
  return c.body(null, 204);
}

/** A run without what only the engine reads. */
function shownRun(run: Awaited<ReturnType<typeof selectRun>>) {
  if (!run) return null;
  const { fence: _fence, cancel_requested: _asked, cursors: _cursors, attempts: _tries, ...shown } =
    run;
  return shown;
}

function idOf(c: ApiContext, name = "connectionId"): string {
  const id = c.req.param(name);
  if (!isSafeId(id)) throw notFound(name === "runId" ? "Run" : "Connection");
  return id;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("body", "The body is not valid JSON.");
  }
}
