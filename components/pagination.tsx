import type { ComponentChildren } from "preact";
import { buttonClass, ButtonContent } from "./button.tsx";
import { LinkButton } from "./link_button.tsx";

/** Older and newer pages by link. `children` says what is shown: "1-50 of 1,204". */
export function Pagination({ previousHref, nextHref, children }: {
  previousHref?: string | null;
  nextHref?: string | null;
  children?: ComponentChildren;
}) {
  return (
    <nav class="pagination" aria-label="Pages">
      <span>{children}</span>
      {(previousHref || nextHref) && (
        <span class="actions">
          <Step href={previousHref} rel="prev" icon="chevronLeft">Previous</Step>
          <Step href={nextHref} rel="next" iconEnd="chevronRight">Next</Step>
        </span>
      )}
    </nav>
  );
}

function Step({ href, rel, icon, iconEnd, children }: {
  href?: string | null;
  rel: "prev" | "next";
  icon?: "chevronLeft";
  iconEnd?: "chevronRight";
  children: string;
}) {
  const look = { size: "small", icon, iconEnd, children } as const;
  if (href) return <LinkButton href={href} rel={rel} {...look} />;
  return (
    <span class={buttonClass(look)} role="link" aria-disabled="true">
      <ButtonContent {...look} />
    </span>
  );
}
