import type { IconName } from "../../../../../../components/icon.tsx";
import type { KnowledgeSource, ReadKind } from "../../../../../../core/knowledge/mod.ts";

/** What each kind of source is called, and its sign. */
export const kindLooks: Record<string, { label: string; icon: IconName }> = {
  text: { label: "Text", icon: "pencil" },
  markdown: { label: "Text", icon: "pencil" },
  website: { label: "Website", icon: "link" },
  file: { label: "File", icon: "page" },
  openapi: { label: "API description", icon: "code" },
  docs_archive: { label: "Documentation", icon: "archive" },
};

/** The kinds that are read from elsewhere, as tabs of the page that adds one. */
export const addTabs: { kind: ReadKind; path: string; label: string }[] = [
  { kind: "website", path: "website", label: "Website" },
  { kind: "file", path: "file", label: "File" },
  { kind: "openapi", path: "api", label: "API description" },
  { kind: "docs_archive", path: "archive", label: "Documentation" },
];

const number = new Intl.NumberFormat("en-US");

/** What the documents of a source are called. */
export function documentsOf({ kind }: Pick<KnowledgeSource, "kind">, count: number): string {
  const word = kind === "website" ? "page" : "file";
  return `${number.format(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Where a source comes from, in a line; empty for typed ones. */
export function originOf({ url, file_name }: KnowledgeSource): string {
  return url?.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "") ?? file_name ?? "";
}
