import { createHash } from "node:crypto";
import type { z } from "zod";
import {
  type CustomerImport,
  discardImport,
  errorsCsv,
  failedRows,
  formFile,
  type ImportFile,
  readImport,
  selectImports,
  startImport,
  uploadImport,
  workOff,
} from "../core/customers/mod.ts";
import type { Sql, Tx } from "../core/db/mod.ts";
import { AppError, invalid, notFound } from "../core/errors.ts";
import { isSafeId } from "../core/access/mod.ts";
import { check } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { setterOf } from "./customers.ts";
import { idempotencyKey, onceByKey } from "./idempotency.ts";
import { importQuery } from "./schemas/customer_body.ts";
import { queryOf } from "./schemas/session_query.ts";

/** So many rows are worked off while the caller waits; more become a job. */
const ROWS_AT_ONCE = 500;

/** How many wrong rows an answer names. */
const ERRORS = 100;

/**
 * `POST`: imports a file, at once when it is short, else as a job. The same `Idempotency-Key` with the
 * same file answers with the first import, as it stands by then.
 */
export async function postImport(c: ApiContext): Promise<Response> {
  const { services: { sql }, projectId } = c.var;
  const query = check(importQuery, queryOf(c.req.url));
  const key = idempotencyKey(c);
  const file = await fileOf(c.req.raw);
  const { bytes, digest } = hashed(file.body);
  const uploaded = await uploadImport(sql, projectId, {
    ...file,
    body: bytes,
    fileName: query.fileName ?? file.fileName,
    delimiter: query.delimiter,
  }, setterOf(c).who);
  const isShort = uploaded.total_rows <= ROWS_AT_ONCE;
  let importId = uploaded.id;
  try {
    if (key === null) await begin(sql, projectId, uploaded.id, query, !isShort);
    else {
      // The job is stored with the key: whatever happens from here on, it is done, and once.
      const { text } = await onceByKey(c, key, digest(), async (tx) => {
        await begin(tx, projectId, uploaded.id, query, true);
        return { status: 202, body: { id: uploaded.id } };
      });
      importId = JSON.parse(text).id;
    }
  } finally {
    await discardImport(sql, projectId, uploaded.id);
  }
  if (isShort) await workOff(sql, projectId, importId);
  const body = await importBody(c, await readImport(sql, projectId, importId));
  return c.json(body, isShort ? 200 : 202, {
    Location: `/api/projects/${projectId}/customers/import/${importId}`,
  });
}

async function begin(
  sql: Sql | Tx,
  projectId: string,
  importId: string,
  { dryRun, mapping }: z.infer<typeof importQuery>,
  isQueued: boolean,
): Promise<void> {
  const options = { mapping, isQueued };
  await startImport(sql, projectId, importId, dryRun ? "check" : "run", options);
}

/** Passes bytes on, and tells their hash once they have all passed. */
function hashed(body: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  const bytes = async function* () {
    for await (const chunk of body) {
      hash.update(chunk);
      yield chunk;
    }
  };
  return { bytes: bytes(), digest: () => hash.digest("hex") };
}

/** `GET` of the newest imports. */
export async function getImports(c: ApiContext): Promise<Response> {
  const imports = await selectImports(c.var.services.sql, c.var.projectId);
  return c.json({ imports: imports.map(presentImport), total: imports.length });
}

/** `GET` of one import: how far it is, and what was wrong. */
export async function getImport(c: ApiContext): Promise<Response> {
  return c.json(await importBody(c, await importOf(c)));
}

/** `GET` of the rows that were not taken, as CSV. */
export async function getImportErrors(c: ApiContext): Promise<Response> {
  const one = await importOf(c);
  return new Response(errorsCsv(c.var.services.sql, c.var.projectId, one), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${one.id}-errors.csv"`,
    },
  });
}

async function importOf(c: ApiContext): Promise<CustomerImport> {
  const id = c.req.param("importId");
  if (!isSafeId(id)) throw notFound("Import");
  return await readImport(c.var.services.sql, c.var.projectId, id);
}

async function importBody(c: ApiContext, one: CustomerImport) {
  const rows = one.failed === 0
    ? []
    : await failedRows(c.var.services.sql, c.var.projectId, one.id, 0, ERRORS);
  return {
    import: presentImport(one),
    errors: rows.map(({ number, error }) => ({ row: number, error })),
  };
}

function presentImport({ position, total_rows, created_by: _by, ...rest }: CustomerImport) {
  return { ...rest, total_rows, done_rows: position };
}

/** @throws {AppError} 415 for what is neither CSV nor JSON; 400 for a form without a file */
async function fileOf(request: Request): Promise<ImportFile> {
  const type = (request.headers.get("content-type") ?? "").toLowerCase();
  const body = request.body ?? new Blob([]).stream();
  if (type.startsWith("multipart/form-data")) {
    const form = await formFile(body, request.headers.get("content-type")!);
    return { body: form.body, fileName: form.fileName, format: formatOf(form.fileName) };
  }
  if (/^application\/(json|x-ndjson|jsonl)/.test(type)) return { body, format: "json" };
  if (/^(text\/(csv|tab-separated-values)|application\/csv)/.test(type)) {
    return { body, format: "csv" };
  }
  await request.body?.cancel();
  throw new AppError(
    "Send CSV (Content-Type: text/csv), JSON (application/json), or a form with a file.",
    { code: "unsupported_type", status: 415 },
  );
}

/** @throws {AppError} 400 for a name that ends in neither */
function formatOf(fileName: string): "csv" | "json" {
  if (/\.(json|ndjson|jsonl)$/i.test(fileName)) return "json";
  if (/\.(csv|tsv|txt)$/i.test(fileName)) return "csv";
  throw invalid("file", "The file must be named .csv, .tsv, .txt, .json, .ndjson or .jsonl.");
}
