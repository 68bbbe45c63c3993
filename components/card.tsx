import type { ComponentChildren } from "preact";

/** Props of {@link Card}. */
export interface CardProps {
  title?: string;
  description?: ComponentChildren;
  /** Buttons beside the title. */
  actions?: ComponentChildren;
  /** Buttons at the foot. */
  foot?: ComponentChildren;
  /** Without padding, for tables. */
  flush?: boolean;
  id?: string;
  children?: ComponentChildren;
}

/** A framed part of a page. */
export function Card({ title, description, actions, foot, flush, id, children }: CardProps) {
  return (
    <section class={flush ? "card flush" : "card"} id={id}>
      {(title || actions) && (
        <div class="card-head">
          <div>
            {title && <h2>{title}</h2>}
            {description && <p>{description}</p>}
          </div>
          {actions && <div class="actions">{actions}</div>}
        </div>
      )}
      {flush ? children : <div class="card-body">{children}</div>}
      {foot && <div class="card-foot">{foot}</div>}
    </section>
  );
}
