import { invalidFields } from "../../../../../../core/errors.ts";
import {
  type Issue,
  ISSUE_STATUSES,
  ISSUE_TYPES,
  type IssuePatch,
  type IssueType,
  PRIORITY_LEVELS,
  type PriorityLevel,
} from "../../../../../../core/issues/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** An issue as its form holds it. */
export interface IssueValues {
  title: string;
  description: string;
  type: string;
  status: string;
  impact: string;
  confidence: string;
  effort: string;
  priority_override: string;
  product_scopes: string[];
}

/** The fields errors can be shown at. */
export const issueFields = [
  "title",
  "description",
  "type",
  "status",
  "impact",
  "confidence",
  "effort",
  "priority_override",
  "product_scopes",
];

/** The form of a new issue. */
export const emptyIssue: IssueValues = {
  title: "",
  description: "",
  type: "other",
  status: "open",
  impact: "",
  confidence: "",
  effort: "",
  priority_override: "",
  product_scopes: [],
};

/** An issue as its form shows it. */
export function valuesOf(issue: Issue): IssueValues {
  const score = (value: number | null) => value === null ? "" : String(value);
  return {
    title: issue.title,
    description: issue.description ?? "",
    type: issue.type,
    status: issue.status,
    impact: score(issue.impact),
    confidence: score(issue.confidence),
    effort: score(issue.effort),
    priority_override: issue.priority_override ?? "",
    product_scopes: issue.product_scopes,
  };
}

/** Reads an issue as it was sent. */
export function readIssue(form: Form): IssueValues {
  return {
    title: form.text("title"),
    description: form.text("description"),
    type: form.text("type"),
    status: form.text("status"),
    impact: form.text("impact"),
    confidence: form.text("confidence"),
    effort: form.text("effort"),
    priority_override: form.text("priority_override"),
    product_scopes: form.all("product_scopes").filter(Boolean),
  };
}

/**
 * What a form says, for the core.
 *
 * @throws {AppError} 400 for a choice the form does not offer
 */
export function patchOf(values: IssueValues): IssuePatch & { title: string } {
  const one = <Word extends string>(field: keyof IssueValues, words: readonly Word[]): Word => {
    const found = words.find((word) => word === values[field]);
    if (found === undefined) {
      throw invalidFields([{ field, message: "Choose one of the list.", code: "invalid" }]);
    }
    return found;
  };
  const score = (field: "impact" | "confidence" | "effort") =>
    values[field] === "" ? null : Number(values[field]);
  const status = one("status", ISSUE_STATUSES);
  return {
    title: values.title,
    description: values.description,
    type: one<IssueType>("type", ISSUE_TYPES),
    // Closing is done with its own buttons, which say how.
    ...(status === "done" || status === "dismissed" ? {} : { status }),
    impact: score("impact"),
    confidence: score("confidence"),
    effort: score("effort"),
    priority_override: values.priority_override === ""
      ? null
      : one<PriorityLevel>("priority_override", PRIORITY_LEVELS),
    product_scopes: values.product_scopes,
  };
}
