import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

/** How grave a banner is. */
export type Tone = "info" | "success" | "warning" | "danger";

const icons = { info: "info", success: "success", warning: "alert", danger: "danger" } as const;

/** A sentence the reader must see. Danger is announced at once, the others politely. */
export function Banner({ tone = "info", title, children, actions }: {
  tone?: Tone;
  title?: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  return (
    <div class={`banner ${tone}`} role={tone === "danger" ? "alert" : "status"}>
      <Icon name={icons[tone]} />
      <div class="banner-text">
        {title && <strong class="banner-title">{title}</strong>}
        {children}
      </div>
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}
