import type { ComponentChildren } from "preact";

/** One titled part of the panel beside a conversation. */
export function AsideSection({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="aside-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
