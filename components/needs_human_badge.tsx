import { Icon } from "./icon.tsx";

/** The sign that the agent could not go on and asks for a person. `reason` is its title. */
export function NeedsHumanBadge({ reason }: { reason: string }) {
  return (
    <span class="status needs" title={reason}>
      <Icon name="alert" size={12} />
      <span class="status-text">Needs you</span>
    </span>
  );
}
