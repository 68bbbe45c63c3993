import type { ComponentChildren } from "preact";
import { classNames } from "./class_names.ts";

/** Props of {@link EmptyState}. */
export interface EmptyStateProps {
  title: string;
  /** What belongs here, and what to do next. */
  text?: ComponentChildren;
  /** Buttons. */
  actions?: ComponentChildren;
  /** Small and centred: nothing found, inside a card. */
  compact?: boolean;
  /** More steps, such as copy fields. */
  children?: ComponentChildren;
}

/** Nothing here yet: says why and what to do next. No pictures. */
export function EmptyState({ title, text, actions, compact, children }: EmptyStateProps) {
  return (
    <section class={classNames("empty", compact && "compact")}>
      <h2>{title}</h2>
      {text && <div class="empty-text">{text}</div>}
      {children}
      {actions && <div class="actions">{actions}</div>}
    </section>
  );
}
