/** One of several pages of the same thing. */
export interface Tab {
  href: string;
  label: string;
  count?: number | string;
  current?: boolean;
}

/** Links to the pages of one thing, the current one underlined. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count !== undefined && <span class="tab-count">{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
