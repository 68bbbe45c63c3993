import { now } from "../../clock.ts";
import { type Sql, transaction, type Tx } from "../../db/mod.ts";
import { appendEvents } from "../../events/mod.ts";
import { type JobContext, type JobHandlerOptions, PermanentJobError } from "../../jobs/mod.ts";
import { importBatch } from "./batch.ts";
import { importEvent } from "./imports.ts";
import {
  type CustomerImport,
  forgetKeys,
  lockImport,
  noteErrors,
  noteKeys,
  rowsAfter,
  updateImport,
} from "./imports_sql.ts";
import { keyOf } from "./plan_model.ts";
import { type ImportRow, readRow } from "./row.ts";

/** So many rows are worked off in one transaction: it holds their contacts meanwhile. */
const BATCH = 500;

/** Runs the jobs of imports. */
export function importHandler(sql: Sql): JobHandlerOptions {
  return {
    run: async (job: JobContext) => {
      const { importId } = job.payload as { importId?: string };
      if (!importId) throw new PermanentJobError("The job names no import");
      await workOff(sql, job.projectId, importId, job.signal);
    },
    failed: async (job, error) => {
      const { importId } = job.payload as { importId: string };
      const reason = error instanceof Error ? error.message : String(error);
      await transaction(sql, async (tx) => {
        const one = await lockImport(tx, job.projectId, importId);
        if (!one || !isUnderWay(one)) return;
        await updateImport(tx, job.projectId, importId, {
          status: "failed",
          error: `The import stopped at row ${one.position}: ${reason}`.slice(0, 500),
          finished_at: now(),
        });
        await appendEvents(tx, job.projectId, [importEvent(importId)], now());
      });
    },
  };
}

/**
 * Works an import off from where it is to its end, batch by batch. Each batch is one transaction with
 * the place it reached: whoever is killed in between leaves nothing half done, and the next one goes
 * on there.
 */
export async function workOff(
  sql: Sql,
  projectId: string,
  importId: string,
  signal?: AbortSignal,
): Promise<void> {
  for (let isOver = false; !isOver;) {
    signal?.throwIfAborted();
    isOver = await transaction(sql, async (tx) => {
      const one = await lockImport(tx, projectId, importId);
      if (!one || !isUnderWay(one)) return true;
      const isLast = await step(tx, projectId, one);
      await appendEvents(tx, projectId, [importEvent(importId)], now());
      return isLast;
    });
  }
}

function isUnderWay({ status }: CustomerImport): boolean {
  return ["checking", "queued", "running"].includes(status);
}

async function step(tx: Tx, projectId: string, one: CustomerImport): Promise<boolean> {
  const at = now();
  const isDry = one.status === "checking";
  const raw = await rowsAfter(tx, projectId, one.id, one.position, BATCH);
  const rows = raw.map((row) => readRow(one.columns, one.mapping, row));
  const seen = isDry ? await seenBefore(tx, projectId, one, rows) : new Set<string>();
  const setter = { by: "import" as const, who: one.id, name: one.file_name ?? undefined };
  const result = await importBatch(tx, projectId, rows, setter, isDry, seen, at);
  const failed = rows.flatMap(({ number, error }) => error === null ? [] : [{ number, error }]);
  await noteErrors(tx, projectId, one.id, failed);
  const position = raw.at(-1)?.number ?? one.position;
  const isLast = raw.length < BATCH || position >= one.total_rows;
  if (isLast && isDry) await forgetKeys(tx, projectId, one.id);
  await updateImport(tx, projectId, one.id, {
    status: isLast ? (isDry ? "checked" : "done") : isDry ? "checking" : "running",
    position,
    created: one.created + result.created,
    updated: one.updated + result.updated,
    unchanged: one.unchanged + result.unchanged,
    failed: one.failed + failed.length,
    companies_created: one.companies_created + result.companiesCreated,
    companies_updated: one.companies_updated + result.companiesUpdated,
    ...(isLast ? { finished_at: at } : {}),
  });
  return isLast;
}

/** What earlier rows of the file would have made by now. */
async function seenBefore(
  tx: Tx,
  projectId: string,
  one: CustomerImport,
  rows: ImportRow[],
): Promise<Set<string>> {
  const keys = rows.flatMap(({ contact, company }) => [
    ...(contact?.identities ?? []).map((identity) => keyOf("contact", identity)),
    ...(company?.identities ?? []).map((identity) => keyOf("company", identity)),
    ...(company?.name
      ? [keyOf("company", { kind: "name", value: company.name.toLowerCase() })]
      : []),
  ]);
  return await noteKeys(tx, projectId, one.id, [...new Set(keys)]);
}
