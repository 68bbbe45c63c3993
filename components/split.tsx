import type { ComponentChildren } from "preact";

/** A conversation and the facts beside it; under it where the page is narrow. */
export function Split({ children, aside, label }: {
  children: ComponentChildren;
  aside: ComponentChildren;
  /** What the panel is, for screen readers. */
  label: string;
}) {
  return (
    <div class="split">
      <div class="split-main">{children}</div>
      <aside class="split-aside" aria-label={label}>
        <div class="split-facts" tabIndex={0} role="group" aria-label={label}>{aside}</div>
      </aside>
    </div>
  );
}
