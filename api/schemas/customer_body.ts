import { z } from "zod";
import { COMPANY_SORTS, CONTACT_SORTS, LENGTHS, MOST_ROWS } from "../../core/customers/mod.ts";
import { cleanText } from "../../core/text.ts";

const text = (most: number) =>
  z.string("must be text").max(most, `must be at most ${most} characters`).transform(cleanText);
const id = text(64).refine((value) => value.length > 0, "must not be empty");
/** An array whose length is looked at first: a million wrong items are one fault, found at once. */
const few = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(z.unknown(), "must be a list").max(most, `must hold at most ${most}`).pipe(z.array(item));
const fields = z.custom<Record<string, unknown>>(
  (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  "must be a JSON object",
).refine((value) => JSON.stringify(value).length <= 64 * 1024, "must be at most 64 KB of JSON");
const externalIds = few(
  z.object({ source: text(40), id: text(LENGTHS.id) }, "must be an object with source and id"),
  50,
);
const object = "must be a JSON object";
const some = (body: Record<string, unknown>) =>
  Object.values(body).some((value) => value !== undefined);

const contactFields = {
  name: text(LENGTHS.name).nullable().optional(),
  email: text(LENGTHS.email).nullable().optional(),
  emails: few(text(LENGTHS.email), 50).optional(),
  external_ids: externalIds.optional(),
  title: text(LENGTHS.title).nullable().optional(),
  phone: text(LENGTHS.phone).nullable().optional(),
  note: text(LENGTHS.note).nullable().optional(),
  company_id: id.nullable().optional(),
  custom_fields: fields.optional(),
};

/** What `POST` of a contact takes. */
export const contactBody = z.object(contactFields, object);

/** What `PATCH` of a contact takes. */
export const contactPatchBody = contactBody.refine(
  some,
  `must hold at least one of ${Object.keys(contactFields).join(", ")}`,
);

const companyFields = {
  name: text(LENGTHS.name).nullable().optional(),
  domain: text(LENGTHS.domain).nullable().optional(),
  domains: few(text(LENGTHS.domain), 50).optional(),
  external_ids: externalIds.optional(),
  plan: text(LENGTHS.plan).nullable().optional(),
  stage: text(LENGTHS.stage).nullable().optional(),
  revenue: z.number("must be a number").nullable().optional(),
  note: text(LENGTHS.note).nullable().optional(),
  custom_fields: fields.optional(),
};

/** What `POST` of a company takes. */
export const companyBody = z.object(companyFields, object);

/** What `PATCH` of a company takes. */
export const companyPatchBody = companyBody.refine(
  some,
  `must hold at least one of ${Object.keys(companyFields).join(", ")}`,
);

/** Which other one becomes a part of this one, and whose values stay. */
export const customerMergeBody = z.object({
  other_id: id,
  fields: z.record(text(120), z.enum(["kept", "other"], "must be kept or other")).optional(),
}, object);

/** Which merge is taken apart. */
export const customerUnmergeBody = z.object({ merge_id: id }, object);

/** Which identity becomes a contact of its own. */
export const splitBody = z.object({ kind: text(40), value: text(LENGTHS.email) }, object);

/** What becomes of what an erased person said. */
export const eraseBody = z.object({
  conversations: z.enum(["delete", "anonymise"], "must be delete or anonymise"),
}, object);

const word = z.string().max(300, "must be at most 300 characters").transform(cleanText);
const flag = z.enum(["true", "false", "1", "0"], "must be true or false")
  .transform((value) => value === "true" || value === "1");
const limit = z.string().regex(/^\d{1,6}$/, "must be a whole number").transform(Number)
  .pipe(z.number().min(1, "must be at least 1").max(MOST_ROWS, `must be at most ${MOST_ROWS}`))
  .default(50);
const sortOf = <Sort extends string>(sorts: readonly Sort[]) =>
  z.enum(sorts as unknown as [Sort, ...Sort[]], `must be one of ${sorts.join(", ")}`).optional();
const filters = {
  search: word.optional(),
  hasSessions: flag.optional(),
  stage: word.optional(),
  plan: word.optional(),
};
const page = { limit, cursor: z.string().max(2_000).optional() };

/** The query parameters of lists of contacts. */
export const contactQuery = z.object({
  ...filters,
  companyId: word.optional(),
  sort: sortOf(CONTACT_SORTS),
  ...page,
});

/** The query parameters of lists of companies. */
export const companyQuery = z.object({ ...filters, sort: sortOf(COMPANY_SORTS), ...page });

/** A JSON object as a query parameter. */
const jsonObject = z.string().max(20_000).transform((value, context) => {
  try {
    const parsed = JSON.parse(value);
    if (parsed !== null && typeof parsed === "object" && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // Told below.
  }
  context.addIssue({ code: "custom", message: "must be a JSON object of columns and fields" });
  return z.NEVER;
});

/** The query parameters of an import. */
export const importQuery = z.object({
  dryRun: flag.optional(),
  mapping: jsonObject.optional(),
  delimiter: z.enum([",", ";", "\t", "|"], "must be a comma, semicolon, tab or bar").optional(),
  fileName: word.optional(),
});
