import type { ComponentChildren } from "preact";

/**
 * The bar of what to do with the ticked sessions. It and the table stand inside one
 * `<div class="session-list">`; the style sheet shows it as soon as one box is ticked.
 * Its form has the id the table's `selectForm` names; children are hidden inputs and buttons.
 */
export function BulkBar({ id, action, label = "Selected sessions", children }: {
  id: string;
  action: string;
  /** What it is for, for those who cannot see it. */
  label?: string;
  children: ComponentChildren;
}) {
  return (
    <form class="bulk-bar" id={id} method="post" action={action} aria-label={label}>
      <span class="bulk-title" data-selected-count>With selected</span>
      {children}
    </form>
  );
}
