import { z } from "zod";
import { input, output, pageOf } from "./components.ts";
import { EMPTY_CHANGE, idsGiven, isChange, NOT_EMPTY, text, time, words } from "./fields.ts";

const kind = z.enum(["text", "markdown", "website", "file", "openapi", "docs_archive"]);
const schedule = z.enum(["manual", "daily", "weekly"]);
const mode = z.enum(["page", "site", "sitemap"]);

/** A source of knowledge as it is answered. */
export const knowledgeSource = output(
  "KnowledgeSource",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    kind: z.string().describe(
      "`text` and `markdown` are typed; the others are read from elsewhere.",
    ),
    name: z.string(),
    url: z.string().nullable().describe("Where readers find the original."),
    file_name: z.string().nullable(),
    status: z.enum(["idle", "reading", "ready", "partly", "failed"])
      .describe("`partly`: some of its pages could not be read."),
    error: z.string().nullable(),
    settings: z.strictObject({
      mode: mode.optional(),
      max_pages: z.int().optional(),
      max_depth: z.int().optional(),
      path_prefix: z.string().optional(),
      folder: z.string().optional(),
      link_base: z.string().optional(),
    }).describe("What it is read by; each kind uses its own part."),
    schedule: schedule.describe("How often it is read again by itself."),
    progress: z.strictObject({ total: z.int(), done: z.int(), failed: z.int() })
      .describe("Its pages or files."),
    passage_count: z.int(),
    language: z.string(),
    read_at: time.nullable(),
    next_read_at: time.nullable(),
    created_at: time,
    updated_at: time,
    content: z.string().nullable().optional().describe(
      "With `expand=content`: the text of typed ones.",
    ),
    package_ids: z.array(z.string()).optional().describe(
      "With `expand=package_ids`: the packages it is in.",
    ),
  }).describe("Something the project knows, and answers rest on."),
);

/** A page of sources. */
export const knowledgeSourceList = pageOf("KnowledgeSourceList", knowledgeSource);

const fields = {
  content: z.string().max(1_000_000).optional().describe("The text of typed ones, at most 1 MB."),
  url: text(2_000).nullable().optional().describe(
    "What is read; of typed ones where readers find the original.",
  ),
  settings: z.strictObject({
    mode: mode.optional().describe("Of websites: one page, all pages below it, or a sitemap's."),
    max_pages: z.int().min(1).max(5_000).optional(),
    max_depth: z.int().min(0).max(100).optional(),
    path_prefix: text(500).optional(),
    folder: text(300).optional().describe("Of archives: only files below it."),
    link_base: text(2_000).optional().describe("Of archives: what addresses of files begin with."),
  }).optional(),
  schedule: schedule.optional(),
  package_ids: idsGiven(1_000).optional(),
  file: z.strictObject({
    name: words(500),
    type: text(200).optional(),
    data: z.base64().describe("Its bytes in base64, at most 20 MB of them."),
  }).optional().describe("An uploaded file, instead of an address."),
};

/** A source as callers give it. */
export const knowledgeSourceCreate = input(
  "KnowledgeSourceCreate",
  z.strictObject({
    kind: kind.optional().describe("Without it, what fits: a file, a text or a website."),
    name: text(200).optional(),
    ...fields,
  }).refine(isChange, {
    message: "must hold a content, a url or a file",
    params: { code: "required" },
  }).meta({ description: "A source of knowledge to add.", ...NOT_EMPTY }),
);

/** What of a source can be changed. */
export const knowledgeSourceUpdate = input(
  "KnowledgeSourceUpdate",
  z.strictObject({
    kind: z.enum(["text", "markdown"]).optional().describe("Of typed ones."),
    name: words(200).optional(),
    ...fields,
  }).refine(isChange, EMPTY_CHANGE)
    .meta({ description: "A change of a source; what is left out stays.", ...NOT_EMPTY }),
);

/** One page or file of a source. */
export const knowledgeDocument = output(
  "KnowledgeDocument",
  z.strictObject({
    id: z.string(),
    address: z.string(),
    title: z.string(),
    status: z.string(),
    error: z.string().nullable(),
    passage_count: z.int(),
    read_at: time.nullable(),
  }).describe("A page or file that was read."),
);

/** A page of documents. */
export const knowledgeDocumentList = pageOf("KnowledgeDocumentList", knowledgeDocument);

/** Passages that answer a question. */
export const knowledgePassages = output(
  "KnowledgePassages",
  z.strictObject({
    data: z.array(
      z.strictObject({
        id: z.string(),
        source_id: z.string(),
        source_name: z.string(),
        heading: z.string().describe("The headings above it, joined by ` > `."),
        content: z.string(),
        url: z.string().nullable(),
        score: z.number().describe("The higher the better; within one search only."),
        coverage: z.number().describe("The share of the question's words that it holds, 0 to 1."),
      }),
    ),
  }).describe("The passages that answer best, the best one first."),
);
