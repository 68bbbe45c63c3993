import { z } from "zod";
import { ISSUE_STATUSES, ISSUE_TYPES, PRIORITY_LEVELS } from "../../core/issues/mod.ts";
import { input, output, pageOf } from "./components.ts";
import {
  data,
  dataGiven,
  EMPTY_CHANGE,
  idGiven,
  idsGiven,
  isChange,
  NOT_EMPTY,
  text,
  time,
  words,
} from "./fields.ts";

/** The kinds of issues. */
export const issueType = z.enum(ISSUE_TYPES);
/** How far an issue is. */
export const issueStatus = z.enum(ISSUE_STATUSES);
/** How pressing an issue is. */
export const priority = z.enum(PRIORITY_LEVELS);
const score = z.int().min(1).max(5).nullable().optional();

/** An issue as it is answered. */
export const issue = output(
  "Issue",
  z.strictObject({
    id: z.string(),
    project_id: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    type: issueType,
    status: issueStatus,
    closed_as: z.enum(["done", "dismissed", "duplicate"]).nullable(),
    closed_at: time.nullable(),
    merged_into: z.string().nullable().describe("The issue that took over its evidence."),
    impact: z.int().nullable().describe("1 to 5."),
    confidence: z.int().nullable().describe("1 to 5."),
    effort: z.int().nullable().describe("1 to 5."),
    priority_override: priority.nullable().describe("What a person set instead of the score."),
    priority,
    priority_score: z.number(),
    session_count: z.int(),
    unknown_count: z.int().describe("Of these, sessions of nobody known."),
    contact_count: z.int(),
    company_count: z.int(),
    revenue: z.number().describe("Of the companies together, yearly."),
    reach: z.number(),
    last_evidence_at: time.nullable(),
    brief: z.string().nullable(),
    brief_source: z.enum(["generated", "model", "written"]).nullable(),
    brief_at: time.nullable(),
    created_by_kind: z.enum(["person", "review", "api"]),
    created_by: z.string().nullable(),
    custom_fields: data,
    product_scopes: z.array(z.string()).describe("Ids of the areas and initiatives it is in."),
    created_at: time,
    updated_at: time,
    companies: z.array(z.strictObject({
      id: z.string(),
      name: z.string().nullable(),
      plan: z.string().nullable(),
      revenue: z.number().nullable(),
      session_count: z.int(),
      contact_count: z.int(),
    })).optional().describe("With `expand=companies`: up to 50 that ask for it."),
  }).describe("Something customers ask for or suffer from."),
);

/** A page of issues. */
export const issueList = pageOf("IssueList", issue);

const fields = {
  description: text(20_000).nullable().optional(),
  type: issueType.optional(),
  impact: score,
  confidence: score,
  effort: score,
  priority_override: priority.nullable().optional(),
  product_scopes: idsGiven(100).optional().describe("Ids; replaces all of them."),
  custom_fields: dataGiven.optional(),
};

/** An issue as callers give it. */
export const issueCreate = input(
  "IssueCreate",
  z.strictObject({
    title: words(200),
    ...fields,
    status: z.enum(["open", "planned", "in_progress"]).optional().describe("`open` if left out."),
  }).describe("An issue to make."),
);

/** What of an issue can be changed. */
export const issueUpdate = input(
  "IssueUpdate",
  z.strictObject({
    title: words(200).optional(),
    ...fields,
    status: issueStatus.optional().describe("`done` and `dismissed` close it, `open` reopens it."),
    brief: text(20_000).nullable().optional(),
  }).refine(isChange, EMPTY_CHANGE)
    .meta({ description: "A change of an issue; what is left out stays.", ...NOT_EMPTY }),
);

/** What merges an issue. */
export const issueMerge = input(
  "IssueMerge",
  z.strictObject({ into: idGiven.describe("The issue that takes over its evidence.") })
    .describe("Where an issue is merged into."),
);
