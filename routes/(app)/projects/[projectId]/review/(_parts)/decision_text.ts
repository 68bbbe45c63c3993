import { tagLabel } from "../../../../../../components/labels.ts";
import type { Decision, DecisionKind, ReviewStep } from "../../../../../../core/review/mod.ts";

/** What a decision is about, in a word or two. */
export const kindLabels: Record<DecisionKind, string> = {
  tag: "Tag",
  name: "Name",
  description: "Description",
  contact: "Customer",
  company: "Company",
  issue_link: "Link to issue",
  issue_new: "New issue",
};

/** The steps of a review as they are shown. */
export const stepLabels: Record<ReviewStep, string> = {
  classify: "Tags",
  summarise: "Summary",
  customer: "Customer",
  issues: "Issues",
};

/** What became of a decision. */
export const stateLabels: Record<Decision["state"], string> = {
  suggested: "Waiting",
  accepted: "Accepted",
  changed: "Changed",
  rejected: "Rejected",
  applied: "Done automatically",
  undone: "Undone",
  superseded: "Replaced",
};

/** What a decision wants to put in place, or what was put there, as words. */
export function valueText({ kind, value, applied }: Decision): string {
  const put = applied ?? value;
  switch (kind) {
    case "tag":
      return tagLabel(put.tag ?? value.tag ?? "");
    case "name":
    case "description":
      return put.text ?? "";
    case "contact":
      return put.name ?? put.email ?? put.user_id ?? put.contact_id ?? "";
    case "company":
      return put.name ?? put.domain ?? put.company_id ?? "";
    case "issue_link":
    case "issue_new":
      return put.title ?? put.issue_id ?? "";
  }
}

/** A decision in one line, for notices and lists. */
export function decisionLine(decision: Decision): string {
  const text = valueText(decision);
  return `${kindLabels[decision.kind]} “${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
}

/** How sure something is, in words people use. */
export function sureness(confidence: number): string {
  return `${Math.round(confidence * 100)}% sure`;
}
