import type { AccessContext } from "../access/mod.ts";
import type { Command } from "../access/admin_commands/command.ts";
import { chosenProject, projectFlag } from "../access/admin_commands/projects.ts";
import { AppError } from "../errors.ts";
import { openExport, readExport, removeExport, startExport } from "./exports.ts";
import { readArchiveImport, startArchiveImport } from "./imports.ts";
import { writeExport } from "./run_export.ts";
import { bringIn } from "./run_import.ts";

/** What the commands work with. */
export interface ArchiveAdminContext extends AccessContext {
  dataDir: string;
}

const takeOut: Command<ArchiveAdminContext> = {
  name: "project:export",
  summary: "write a project to an archive",
  flags: [
    projectFlag,
    {
      name: "file",
      value: "FILE",
      meaning: "where to write it, as in harbor.tar.gz",
      required: true,
    },
  ],
  async run({ sql, dataDir }, flags) {
    const store = { sql, dataDir };
    const project = await chosenProject(sql, flags.project!);
    const path = flags.file!;
    using file = await createFile(path);
    const { id } = await startExport(sql, project.id, null, undefined, { isQueued: false });
    await writeExport(store, project.id, id);
    const { body } = await openExport(store, project.id, id);
    for await (const piece of body) {
      for (let done = 0; done < piece.length;) done += await file.write(piece.subarray(done));
    }
    await removeExport(store, project.id, id);
    const { counts, size } = await readExport(sql, project.id, id);
    return {
      text:
        `Wrote ${path}: "${project.name}" with ${counts.sessions} sessions, ${counts.contacts} ` +
        `contacts and ${counts.issues} issues, ${size} bytes.`,
      data: { file: path, project_id: project.id, bytes: size, counts },
    };
  },
};

const bringBack: Command<ArchiveAdminContext> = {
  name: "project:import",
  summary: "bring an archive into an empty project",
  flags: [
    projectFlag,
    { name: "file", value: "FILE", meaning: "an archive of project:export", required: true },
  ],
  async run({ sql, dataDir }, flags) {
    const store = { sql, dataDir };
    const project = await chosenProject(sql, flags.project!);
    const fileName = flags.file!.split("/").at(-1)!;
    const body = await openFile(flags.file!);
    const { id } = await startArchiveImport(store, project.id, { body, fileName }, null, {
      isQueued: false,
    });
    await bringIn(store, project.id, id);
    const { status, error, counts } = await readArchiveImport(sql, project.id, id);
    if (status !== "done") {
      throw new AppError(error ?? "The import did not come to its end. Begin again.", {
        ...{ code: "archive", status: 400 },
      });
    }
    return {
      text:
        `Brought ${counts.sessions} sessions, ${counts.contacts} contacts and ${counts.issues} ` +
        `issues into "${project.name}".`,
      data: { file: flags.file, project_id: project.id, counts },
    };
  },
};

/** The commands for archives of projects. */
export const archiveCommands: Command<ArchiveAdminContext>[] = [takeOut, bringBack];

async function createFile(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { createNew: true, write: true, mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    throw new AppError(`The file ${path} exists already. Name another one.`, {
      ...{ code: "conflict", status: 409 },
    });
  }
}

async function openFile(path: string): Promise<ReadableStream<Uint8Array>> {
  try {
    return (await Deno.open(path, { read: true })).readable;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new AppError(`There is no file ${path}. Name an archive.`, {
      ...{ code: "not_found", status: 404 },
    });
  }
}
