import { Avatar } from "./avatar.tsx";
import type { ContactView } from "./types.ts";

/** A customer in one line: sign and name, or e-mail address, or "Anonymous". */
export function Person({ contact }: { contact: ContactView | null }) {
  const label = contact?.name || contact?.email || "Anonymous";
  return (
    <span class="person">
      <Avatar name={contact?.name} email={contact?.email} size="small" />
      <span
        class={contact ? "truncate" : "truncate subtle"}
        dir="auto"
        title={[contact?.name, contact?.email].filter(Boolean).join(" · ") || undefined}
      >
        {label}
      </span>
    </span>
  );
}
