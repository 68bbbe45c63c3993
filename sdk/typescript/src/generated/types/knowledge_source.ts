// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** Something the project knows, and answers rest on. */
export interface KnowledgeSource {
  id: string;
  project_id: string;
  /** `text` and `markdown` are typed; the others are read from elsewhere. */
  kind: string;
  name: string;
  /** Where readers find the original. */
  url: string | null;
  file_name: string | null;
  /** `partly`: some of its pages could not be read. */
  status: "idle" | "reading" | "ready" | "partly" | "failed";
  error: string | null;
  /** What it is read by; each kind uses its own part. */
  settings: {
    mode?: "page" | "site" | "sitemap";
    max_pages?: number;
    max_depth?: number;
    path_prefix?: string;
    folder?: string;
    link_base?: string;
  };
  /** How often it is read again by itself. */
  schedule: "manual" | "daily" | "weekly";
  /** Its pages or files. */
  progress: {
    total: number;
    done: number;
    failed: number;
  };
  passage_count: number;
  language: string;
  read_at: string | null;
  next_read_at: string | null;
  created_at: string;
  updated_at: string;
  /** With `expand=content`: the text of typed ones. */
  content?: string | null;
  /** With `expand=package_ids`: the packages it is in. */
  package_ids?: string[];
}
