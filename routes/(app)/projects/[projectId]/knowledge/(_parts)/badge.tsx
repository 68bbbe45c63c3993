import type { ComponentChildren } from "preact";

/** A quiet word beside a name. */
export function Badge({ children }: { children: ComponentChildren }) {
  return <span class="quiet-badge">{children}</span>;
}
