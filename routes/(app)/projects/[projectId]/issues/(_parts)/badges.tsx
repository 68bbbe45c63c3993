import { Icon } from "../../../../../../components/icon.tsx";
import type { Issue, IssueStatus, PriorityLevel } from "../../../../../../core/issues/mod.ts";
import { priorityLabels, statusIcons, statusLabels } from "./labels.ts";

/** How pressing an issue is: four bars, filled up to its level, and the word. */
export function PriorityBadge({ level, overridden = false }: {
  level: PriorityLevel;
  /** A person set it. */
  overridden?: boolean;
}) {
  return (
    <span class="priority" data-level={level} title={overridden ? "Set by a person" : undefined}>
      <span class="priority-bars" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </span>
      <span>{priorityLabels[level]}</span>
      {overridden && <span class="visually-hidden">, set by a person</span>}
    </span>
  );
}

/** How far an issue is. */
export function IssueStatusBadge({ status, closedAs }: {
  status: IssueStatus;
  closedAs?: Issue["closed_as"];
}) {
  const label = closedAs === "duplicate" ? "Duplicate" : statusLabels[status];
  return (
    <span class="status" data-status={status === "done" ? "success" : status}>
      <Icon name={statusIcons[status]} size={14} />
      <span>{label}</span>
    </span>
  );
}
