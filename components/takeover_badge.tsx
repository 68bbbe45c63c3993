import { Icon } from "./icon.tsx";

/** The sign that a person, not the agent, answers this session. `by` is their name. */
export function TakeoverBadge({ by }: { by?: string | null }) {
  const label = by || "Human";
  return (
    <span class="status human" title={by ? `Taken over by ${by}` : "A person has taken over"}>
      <Icon name="person" size={12} />
      <span class="status-text truncate">{label}</span>
    </span>
  );
}
