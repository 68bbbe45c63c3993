import { Icon } from "./icon.tsx";

const looks = {
  active: { icon: "active", label: "Active" },
  closed: { icon: "success", label: "Closed" },
  archived: { icon: "archive", label: "Archived" },
} as const;

/** Whether a session is open, closed, or put away. Archived wins over the other two. */
export function StatusBadge({ status, archived }: {
  status: "active" | "closed";
  archived?: boolean;
}) {
  const key = archived ? "archived" : status;
  const { icon, label } = looks[key];
  return (
    <span class="status" data-status={key}>
      <Icon name={icon} size={14} />
      <span>{label}</span>
    </span>
  );
}
