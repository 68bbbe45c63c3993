import { z } from "zod";
import { output, pageOf } from "./components.ts";
import { time } from "./fields.ts";

const rows = z.int().describe("Lines of the archive: one for each thing.");
const counts = z.record(z.string(), z.int()).describe(
  "How many things of each kind the archive holds, such as `sessions` and `messages`.",
);

/** An export as it is answered. */
export const projectExport = output(
  "Export",
  z.strictObject({
    id: z.string(),
    status: z.enum(["queued", "running", "done", "failed", "expired"])
      .describe("`done`: it can be downloaded; `expired`: its archive is gone."),
    total_rows: rows,
    done_rows: rows,
    size: z.int().nullable().describe("Bytes of the archive, once it is done."),
    sha256: z.string().nullable().describe("Of the archive, in hexadecimal."),
    counts,
    error: z.string().nullable(),
    download_url: z.string().nullable().describe(
      "Gives the archive to a GET without a key, for 15 minutes; null when there is none. In lists always null.",
    ),
    created_at: time,
    finished_at: time.nullable(),
    expires_at: time.nullable().describe("When the archive is removed."),
  }).describe("All of the project as one archive (docs/export.md)."),
);

/** A page of exports. */
export const exportList = pageOf("ExportList", projectExport);

/** An import as it is answered. */
export const archiveImport = output(
  "Import",
  z.strictObject({
    id: z.string(),
    status: z.enum(["uploading", "queued", "checking", "running", "done", "failed"])
      .describe("`checking`: it is read, nothing is written yet."),
    size: z.int().describe("Bytes of the archive."),
    total_rows: rows,
    done_rows: rows,
    counts,
    origin_name: z.string().nullable().describe("The project the archive was made of."),
    error: z.string().nullable(),
    created_at: time,
    finished_at: time.nullable(),
  }).describe("An archive that is brought into the project."),
);

/** A page of imports. */
export const importList = pageOf("ImportList", archiveImport);

/** Where an archive is sent. */
export const importUpload = output(
  "ImportUpload",
  z.strictObject({
    upload_url: z.string().describe(
      "Takes the archive with a PUT without a key, and answers `{id, status}` of the import.",
    ),
    expires_at: time,
  }).describe("Where to send an archive."),
);
