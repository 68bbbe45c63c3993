import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";

/** Props of {@link Dialog}. */
export interface DialogProps {
  id: string;
  title: string;
  children: ComponentChildren;
  /** Buttons at the foot. */
  actions?: ComponentChildren;
}

/**
 * A window above the page. A button with `command="show-modal" commandfor={id}` opens it without
 * script; Esc, the cross, and buttons with `command="close"` close it.
 */
export function Dialog({ id, title, children, actions }: DialogProps) {
  return (
    <dialog class="dialog" id={id} aria-labelledby={`${id}-title`}>
      <div class="dialog-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <form method="dialog">
          <Button type="submit" variant="quiet" size="small" icon="close" label="Close" />
        </form>
      </div>
      <div class="dialog-body">{children}</div>
      {actions && <div class="dialog-foot">{actions}</div>}
    </dialog>
  );
}
