import { Icon } from "./icon.tsx";

/** The first letters of at most two words of a name. */
export function initials(name: string): string {
  return name.trim().split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("")
    .toUpperCase();
}

/** A teammate's initials, or the mark of the assistant when `human` is null. */
export function Avatar({ human, small }: { human: string | null; small?: boolean }) {
  const size = small ? " small" : "";
  return (
    <span class={human === null ? "avatar" + size : "avatar human" + size} aria-hidden="true">
      {human === null ? <Icon name="spark" /> : initials(human)}
    </span>
  );
}
