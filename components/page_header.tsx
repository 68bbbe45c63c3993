import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

/** Props of {@link PageHeader}. */
export interface PageHeaderProps {
  title: ComponentChildren;
  description?: ComponentChildren;
  /** Where the reader came from. */
  back?: { href: string; label: string };
  /** Signs beside the title, such as badges. */
  beside?: ComponentChildren;
  /** Buttons on the right. */
  actions?: ComponentChildren;
}

/** The head of a page: one <h1>, a line of description, the page's actions. */
export function PageHeader({ title, description, back, beside, actions }: PageHeaderProps) {
  return (
    <header class="page-header">
      <div class="page-titles">
        {back && (
          <a class="page-back" href={back.href}>
            <Icon name="chevronLeft" size={12} />
            {back.label}
          </a>
        )}
        <div class="page-line">
          <h1 dir="auto" title={typeof title === "string" && title.length > 60 ? title : undefined}>
            {title}
          </h1>
          {beside}
        </div>
        {description && <div class="page-description">{description}</div>}
      </div>
      {actions && <div class="actions">{actions}</div>}
    </header>
  );
}
