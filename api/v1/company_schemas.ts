import { z } from "zod";
import { input, output, pageOf } from "./components.ts";
import { data, dataGiven, EMPTY_CHANGE, isChange, NOT_EMPTY, text, time, words } from "./fields.ts";

/** What others call somebody, as it is answered. */
export const externalIds = z.array(z.strictObject({ source: z.string(), id: z.string() }))
  .describe("Ids elsewhere: `user` is your own, the others are those of sources.");

/** What others call somebody, as callers give it. */
export const externalIdsGiven = z.array(z.strictObject({ source: words(40), id: words(255) }))
  .max(50).optional()
  .describe("All ids elsewhere: source `user` is your own, or name a source such as `zendesk`.");

/** A company as it is answered. */
export const company = output(
  "Company",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    name: z.string().nullable(),
    domain: z.string().nullable().describe("The domain to show."),
    domains: z.array(z.string()).describe("All domains, the one to show first."),
    external_ids: externalIds,
    plan: z.string().nullable(),
    stage: z.string().nullable(),
    revenue: z.number().nullable().describe("Yearly, in the project's currency."),
    note: z.string().nullable(),
    custom_fields: data,
    contact_count: z.int(),
    session_count: z.int(),
    last_activity_at: time.nullable(),
    created_at: time,
    updated_at: time,
  }).describe("A company that contacts belong to."),
);

/** A page of companies. */
export const companyList = pageOf("CompanyList", company);

const fields = {
  name: text(200).nullable().optional(),
  domain: text(255).nullable().optional().describe("The domain to show; the others stay known."),
  domains: z.array(words(255)).max(50).optional().describe("All domains, the one to show first."),
  external_ids: externalIdsGiven,
  plan: text(60).nullable().optional(),
  stage: text(60).nullable().optional(),
  revenue: z.number().min(0).max(1e13).nullable().optional()
    .describe("Yearly, in the project's currency."),
  note: text(10_000).nullable().optional(),
  custom_fields: dataGiven.optional().describe(
    "Texts, numbers, true and false by name. Replaces all of them.",
  ),
};

/** A company as callers give it. */
export const companyCreate = input(
  "CompanyCreate",
  z.strictObject(fields).refine(isChange, {
    message: "must hold at least one of name, domain and external_ids",
    params: { code: "required" },
  }).meta({ description: "A company to make.", ...NOT_EMPTY }),
);

/** A checked company. */
export type CompanyCreate = z.output<typeof companyCreate>;

/** What of a company can be changed. */
export const companyUpdate = input(
  "CompanyUpdate",
  z.strictObject(fields).refine(isChange, EMPTY_CHANGE)
    .meta({
      description: "A change of a company; what is left out stays, null takes away.",
      ...NOT_EMPTY,
    }),
);
