import type { IconName } from "../../../../../../components/icon.tsx";
import type {
  IssueSort,
  IssueStatus,
  IssueType,
  LinkedBy,
  PriorityLevel,
} from "../../../../../../core/issues/mod.ts";

/** What people read for each type, status, priority and order. */
export const typeLabels: Record<IssueType, string> = {
  bug: "Bug",
  feature_request: "Feature request",
  change_request: "Change request",
  question: "Question",
  other: "Other",
};

export const statusLabels: Record<IssueStatus, string> = {
  open: "Open",
  planned: "Planned",
  in_progress: "In progress",
  done: "Done",
  dismissed: "Dismissed",
};

export const statusIcons: Record<IssueStatus, IconName> = {
  open: "active",
  planned: "calendar",
  in_progress: "refresh",
  done: "success",
  dismissed: "close",
};

export const priorityLabels: Record<PriorityLevel, string> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
};

export const sortLabels: Record<IssueSort, string> = {
  priority: "Priority",
  newest: "Newest",
  last_evidence: "Last evidence",
  reach: "Reach",
};

/** Entries of a record as choices of a form. */
export function optionsOf<Word extends string>(labels: Record<Word, string>) {
  return (Object.entries(labels) as [Word, string][]).map(([value, label]) => ({ value, label }));
}

/** Who linked something, as a short remark; null for people whose name is not known. */
export function linkedText(by: LinkedBy | null, name: string | null): string | null {
  switch (by) {
    case "person":
      return `Linked by ${name ?? "a teammate"}`;
    case "rule":
      return "Linked by a rule";
    case "model":
      return "Linked by the model";
    case "api":
      return "Linked through the API";
    default:
      return null;
  }
}
