import type { Metadata } from "../contract/mod.ts";
import { type ErrorDetail, invalidFields } from "../errors.ts";
import { cleanJson, cleanText } from "../text.ts";
import type { PriorityLevel } from "./priority.ts";

/** What kind of wish or trouble an issue is. */
export const ISSUE_TYPES = [
  "bug",
  "feature_request",
  "change_request",
  "question",
  "other",
] as const;
/** How far an issue is. The first three are open. */
export const ISSUE_STATUSES = ["open", "planned", "in_progress", "done", "dismissed"] as const;
/** How an issue ended. */
export const CLOSINGS = ["done", "dismissed", "duplicate"] as const;

/** See {@link ISSUE_TYPES}. */
export type IssueType = (typeof ISSUE_TYPES)[number];
/** See {@link ISSUE_STATUSES}. */
export type IssueStatus = (typeof ISSUE_STATUSES)[number];
/** See {@link CLOSINGS}. */
export type Closing = (typeof CLOSINGS)[number];
/** Who made a brief: our own rules, a model, or a person. */
export type BriefSource = "generated" | "model" | "written";
/** Who linked a session or a quote. */
export type LinkedBy = "person" | "rule" | "model" | "api";

/** Something customers ask for or suffer from. Field names are those of the API's JSON. */
export interface Issue<Time = Date> {
  id: string;
  project_id: string;
  title: string;
  description: string | null;
  type: IssueType;
  status: IssueStatus;
  closed_as: Closing | null;
  closed_at: Time | null;
  /** The issue that took over all evidence of this one. */
  merged_into: string | null;
  impact: number | null;
  confidence: number | null;
  effort: number | null;
  /** The level a person set, or null while the score decides. */
  priority_override: PriorityLevel | null;
  priority: PriorityLevel;
  priority_score: number;
  session_count: number;
  /** Of these, sessions of nobody known. */
  unknown_count: number;
  contact_count: number;
  company_count: number;
  /** The revenue of the companies together, in the unit it was recorded in. */
  revenue: number;
  reach: number;
  last_evidence_at: Time | null;
  brief: string | null;
  brief_source: BriefSource | null;
  brief_by: string | null;
  brief_at: Time | null;
  /** Fields a person wrote; automation leaves them alone. */
  edited_fields: string[];
  created_by_kind: "person" | "review" | "api";
  created_by: string | null;
  custom_fields: Metadata;
  /** Ids of the areas and initiatives it belongs to. */
  product_scopes: string[];
  created_at: Time;
  updated_at: Time;
}

/** Who does something with an issue. */
export interface IssueActor {
  kind: "person" | "review" | "api";
  /** The account of a person. */
  id: string | null;
  name?: string | null;
}

/** What a new issue is made of. */
export interface NewIssue {
  title: string;
  description?: string | null;
  type?: IssueType;
  status?: "open" | "planned" | "in_progress";
  impact?: number | null;
  confidence?: number | null;
  effort?: number | null;
  priority_override?: PriorityLevel | null;
  custom_fields?: Metadata;
  product_scopes?: string[];
}

/** What is changed about an issue; absent fields stay. */
export type IssuePatch = Partial<NewIssue>;

/** The longest title and description, in characters. */
export const TITLE_LENGTH = 200;
export const DESCRIPTION_LENGTH = 20_000;

/**
 * Checks what a person or a program says of an issue, and tidies its texts.
 *
 * @throws {AppError} 400 naming each bad field
 */
export function checkIssue<Input extends IssuePatch>(input: Input): Input {
  const faults: ErrorDetail[] = [];
  const clean: IssuePatch = { ...input };
  if (input.title !== undefined) {
    clean.title = cleanText(input.title).replace(/\s+/g, " ").trim();
    if (clean.title === "") {
      faults.push(fault("title", "The title is empty. Say what it is about."));
    }
    if (clean.title.length > TITLE_LENGTH) {
      faults.push(fault("title", `The title is too long. Use at most ${TITLE_LENGTH} characters.`));
    }
  }
  if (input.description !== undefined) {
    const text = input.description === null ? "" : cleanText(input.description).trim();
    clean.description = text === "" ? null : text;
    if (text.length > DESCRIPTION_LENGTH) {
      faults.push(
        fault("description", "The description is too long. Use at most 20,000 characters."),
      );
    }
  }
  for (const field of ["impact", "confidence", "effort"] as const) {
    const value = input[field];
    if (value === undefined || value === null) continue;
    if (!Number.isInteger(value) || value < 1 || value > 5) {
      const name = field[0]!.toUpperCase() + field.slice(1);
      faults.push(fault(field, `${name} must be a whole number from 1 to 5, or empty.`));
    }
  }
  if (input.custom_fields) clean.custom_fields = cleanJson(input.custom_fields);
  if (input.product_scopes) clean.product_scopes = [...new Set(input.product_scopes)].sort();
  if (faults.length > 0) throw invalidFields(faults);
  return clean as Input;
}

/** Whether a status is one of those that still want work. */
export function isOpen(status: IssueStatus): boolean {
  return status !== "done" && status !== "dismissed";
}

const fault = (field: string, message: string): ErrorDetail => ({
  field,
  message,
  code: "invalid",
});
