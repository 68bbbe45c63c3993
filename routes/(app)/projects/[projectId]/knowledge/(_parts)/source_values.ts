import type {
  KnowledgeSource,
  NewReadSource,
  ReadKind,
  Schedule,
  SourceSettings,
} from "../../../../../../core/knowledge/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** A source that is read from elsewhere as its form holds it. */
export interface SourceValues {
  name: string;
  url: string;
  schedule: string;
  mode: string;
  max_pages: string;
  max_depth: string;
  path_prefix: string;
  folder: string;
  link_base: string;
  package_ids: string[];
}

/** The fields errors can be shown at. */
export const sourceFields = [
  "name",
  "url",
  "file",
  "schedule",
  "mode",
  "max_pages",
  "max_depth",
  "path_prefix",
  "folder",
  "link_base",
  "package_ids",
];

/** The values of a stored source, or of a new one. */
export function sourceValues(
  source: KnowledgeSource | null,
  packageIds: string[],
): SourceValues {
  const settings = source?.settings ?? {};
  return {
    name: source?.name ?? "",
    url: source?.url ?? "",
    schedule: source?.schedule ?? "weekly",
    mode: settings.mode ?? "site",
    max_pages: String(settings.max_pages ?? 200),
    max_depth: String(settings.max_depth ?? 5),
    path_prefix: settings.path_prefix ?? "",
    folder: settings.folder ?? "",
    link_base: settings.link_base ?? "",
    package_ids: packageIds,
  };
}

/** Reads a source as it was sent. */
export function readSourceValues(form: Form): SourceValues {
  return {
    name: form.text("name"),
    url: form.text("url"),
    schedule: form.text("schedule"),
    mode: form.text("mode"),
    max_pages: form.text("max_pages"),
    max_depth: form.text("max_depth"),
    path_prefix: form.text("path_prefix"),
    folder: form.text("folder"),
    link_base: form.text("link_base"),
    package_ids: form.all("package_ids"),
  };
}

/**
 * What to store of a form.
 *
 * @param hasFile whether its content is uploaded: then it has no address and no schedule
 */
export function sourceInput(
  kind: ReadKind,
  values: SourceValues,
  hasFile: boolean,
): NewReadSource {
  const count = (text: string) => text === "" ? undefined : Number(text);
  const settings: SourceSettings = kind === "website"
    ? {
      mode: values.mode as SourceSettings["mode"],
      max_pages: count(values.max_pages),
      max_depth: count(values.max_depth),
      path_prefix: values.path_prefix,
    }
    : kind === "docs_archive"
    ? { folder: values.folder, link_base: values.link_base }
    : {};
  return {
    kind,
    name: values.name,
    url: hasFile || values.url === "" ? undefined : values.url,
    settings,
    schedule: hasFile ? "manual" : values.schedule as Schedule,
  };
}
