import { z } from "zod";

const text = (most: number) => z.string().max(most, `must be at most ${most} characters`);
const ids = z.array(text(100), "must be a list of ids").max(5_000, "must be at most 5,000 ids");

const settings = z.object({
  mode: z.enum(["page", "site", "sitemap"], "must be page, site or sitemap").optional(),
  max_pages: z.number("must be a number").optional(),
  max_depth: z.number("must be a number").optional(),
  path_prefix: text(500).optional(),
  folder: text(300).optional(),
  link_base: text(2_000).optional(),
}, "must be an object");

const fields = {
  name: text(1_000).optional(),
  content: z.string("must be a text").optional(),
  url: text(2_000).nullable().optional(),
  settings: settings.optional(),
  schedule: z.enum(["manual", "daily", "weekly"], "must be manual, daily or weekly").optional(),
  package_ids: ids.optional(),
  file: z.object({
    name: text(500),
    type: text(200).optional(),
    data: z.base64("must be the file's bytes in base64"),
  }, "must be an object with name and data").optional(),
};

/** What a source of knowledge is made of. */
export const sourceBody = z.object({
  kind: z.enum(
    ["text", "markdown", "website", "file", "openapi", "docs_archive"],
    "must be text, markdown, website, file, openapi or docs_archive",
  ).optional(),
  ...fields,
});

/** What changes a source; absent fields stay. */
export const sourcePatchBody = z.object({
  kind: z.enum(["text", "markdown"], "can be changed to text or markdown only").optional(),
  ...fields,
});

/** What a package is made of. */
export const packageBody = z.object({
  name: text(1_000),
  description: text(2_000).optional(),
  source_ids: ids.optional(),
});

/** What changes a package; absent fields stay. */
export const packagePatchBody = packageBody.partial();
