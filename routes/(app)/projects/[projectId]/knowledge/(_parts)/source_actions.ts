import { transaction } from "../../../../../../core/db/mod.ts";
import {
  type KnowledgeSource,
  type KnowledgeSourcePatch,
  type ReadKind,
  refreshSource,
  retryDocument,
  setPackagesOf,
  stopSource,
  updateKnowledge,
  updateSource,
} from "../../../../../../core/knowledge/mod.ts";
import { readKnowledge } from "./knowledge_form.tsx";
import { readSourceValues, sourceInput } from "./source_values.ts";
import type { UploadForm } from "./upload_form.ts";

/**
 * Does what a form of a source that is read from elsewhere asks for.
 *
 * @returns the sentence that says what was done
 * @throws {AppError} when it cannot be done
 */
export async function doSourceAction(
  { form, file, services: { sql }, project }: UploadForm,
  source: KnowledgeSource,
): Promise<string> {
  const { id } = source;
  if (form.has("retry")) {
    await retryDocument(sql, project.id, id, form.text("retry"));
    return "The page is read again.";
  }
  switch (form.text("action")) {
    case "read":
      await refreshSource(sql, project.id, id);
      return "It is being read again.";
    case "stop":
      await stopSource(sql, project.id, id);
      return "It stops after the pages under way.";
    default: {
      const values = readSourceValues(form);
      const kind = source.kind as ReadKind;
      const { name, url, settings, schedule } = sourceInput(
        kind,
        values,
        source.file_name !== null,
      );
      const patch = { name, url: url ?? (source.url ? "" : undefined), settings, schedule };
      await transaction(sql, async (tx) => {
        await updateSource(tx, project.id, id, patch, file);
        await setPackagesOf(tx, project.id, id, values.package_ids);
      });
      return "Saved.";
    }
  }
}

/** Saves a typed text. @throws {AppError} when a field is wrong */
export async function saveText(
  { form, services: { sql }, project }: UploadForm,
  id: string,
): Promise<void> {
  await transaction(sql, async (tx) => {
    await updateKnowledge(tx, project.id, id, readKnowledge(form) as KnowledgeSourcePatch);
    await setPackagesOf(tx, project.id, id, form.all("package_ids"));
  });
}
