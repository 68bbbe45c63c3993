import {
  type AccessContext,
  chosenProject,
  type Command,
  projectFlag,
  usage,
} from "../access/mod.ts";
import type { SyncMode } from "../contract/mod.ts";
import type { Sql } from "../db/mod.ts";
import { createWorker } from "../jobs/mod.ts";
import type { SyncEngine } from "./engine.ts";
import { selectConnection, selectConnections } from "./connections_sql.ts";
import { resealCredentials } from "./reseal.ts";
import { runSync } from "./run.ts";
import { type RunRow, selectRun } from "./runs_sql.ts";
import { startSync } from "./start.ts";

/** What the commands of syncs work with beside accounts. */
export type SyncAdminContext = AccessContext & { engine: SyncEngine };

const MODES: SyncMode[] = ["incremental", "full", "scratch"];
const LOOK_MILLISECONDS = 200;

/** `deno task admin connection:list`, `sync` and `secrets:reseal`. */
export const syncCommands: Command<SyncAdminContext>[] = [
  {
    name: "connection:list",
    summary: "lists the connections of a project",
    flags: [projectFlag],
    async run({ sql }, flags) {
      const project = await chosenProject(sql, flags.project!);
      const connections = await selectConnections(sql, project.id);
      const lines = connections.map(({ id, source, name, status, frequency }) =>
        `${id}  ${source}  ${name}  ${status}  ${frequency}`
      );
      return { text: lines.join("\n") || "No connections.", data: connections };
    },
  },
  {
    name: "sync",
    summary: "runs a sync of a connection and waits for its end",
    flags: [
      projectFlag,
      { name: "connection", value: "ID", meaning: "id of the connection", required: true },
      { name: "mode", value: "MODE", meaning: `${MODES.join(", ")}; incremental when absent` },
    ],
    async run({ sql, engine }, flags) {
      const project = await chosenProject(sql, flags.project!);
      const mode = MODES.find((one) => one === (flags.mode ?? "incremental"));
      if (!mode) throw usage("mode", `Use one of: ${MODES.join(", ")}.`);
      const connection = await selectConnection(sql, project.id, flags.connection!);
      if (!connection) {
        throw usage("connection", "There is no such connection. See connection:list.");
      }
      const runId = await startSync(sql, project.id, connection.id, mode);
      const run = await finished(sql, engine, project.id, runId);
      const { status, found, created, updated, skipped, failed, message } = run;
      const counts = { found, created, updated, skipped, failed };
      const text = Object.entries(counts).map(([name, amount]) => `${name} ${amount}`).join(", ");
      return {
        text: `${status}: ${text}${message ? `. ${message}` : ""}`,
        data: { id: runId, status, ...counts, message },
      };
    },
  },
  {
    name: "secrets:reseal",
    summary: "encrypts stored credentials with the newest HISSUNO_SECRET",
    flags: [],
    async run({ sql, engine }) {
      const result = await resealCredentials(sql, engine.secret);
      return {
        text: `${result.resealed} of ${result.total} credentials were encrypted anew.`,
        data: result,
      };
    },
  },
];

/** Works on the run here as well, so that the command needs no running server. */
async function finished(
  sql: Sql,
  engine: SyncEngine,
  projectId: string,
  runId: string,
): Promise<RunRow> {
  const worker = createWorker({ sql, handlers: { "sync.run": (job) => runSync(engine, job) } });
  worker.start();
  try {
    for (;;) {
      const run = (await selectRun(sql, projectId, runId))!;
      if (!["queued", "running"].includes(run.status)) return run;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    }
  } finally {
    await worker.stop();
  }
}
