// Written by sdk/generate.ts from docs/openapi.json; do not edit.

/** A source of knowledge to add. */
export interface KnowledgeSourceCreate {
  /** Without it, what fits: a file, a text or a website. */
  kind?: "text" | "markdown" | "website" | "file" | "openapi" | "docs_archive";
  name?: string;
  /** The text of typed ones, at most 1 MB. */
  content?: string;
  /** What is read; of typed ones where readers find the original. */
  url?: string | null;
  settings?: {
    /** Of websites: one page, all pages below it, or a sitemap's. */
    mode?: "page" | "site" | "sitemap";
    max_pages?: number;
    max_depth?: number;
    path_prefix?: string;
    /** Of archives: only files below it. */
    folder?: string;
    /** Of archives: what addresses of files begin with. */
    link_base?: string;
  };
  schedule?: "manual" | "daily" | "weekly";
  package_ids?: string[];
  /** An uploaded file, instead of an address. */
  file?: {
    name: string;
    type?: string;
    /** Its bytes in base64, at most 20 MB of them. */
    data: string;
  };
}
