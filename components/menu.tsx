import type { ComponentChildren } from "preact";
import { buttonClass, ButtonContent, type ButtonLook } from "./button.tsx";

/** Props of {@link Menu}: the look of its button, and what opens. */
export interface MenuProps extends ButtonLook {
  /** The text of the button; `label` instead for an icon alone. */
  text?: ComponentChildren;
  align?: "start" | "end";
  children: ComponentChildren;
}

/**
 * A button that opens a panel under itself, without script: opening one menu closes the others
 * and so does a click anywhere else. Put `.menu-item` links and buttons or a form inside.
 */
export function Menu({ text, align = "start", children, ...look }: MenuProps) {
  const content = { ...look, children: text };
  return (
    <details class={align === "end" ? "menu align-end" : "menu"} name="menu" data-menu>
      <summary class={buttonClass(content)} aria-label={look.label} title={look.label}>
        <ButtonContent {...content} />
      </summary>
      <div class="menu-panel">{children}</div>
    </details>
  );
}
