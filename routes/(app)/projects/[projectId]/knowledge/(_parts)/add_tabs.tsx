import { Tabs } from "../../../../../../components/tabs.tsx";
import { addTabs } from "./labels.ts";

/** The kinds of sources that can be added, each a page. */
export function AddTabs({ base, current }: {
  /** The address of the knowledge. */
  base: string;
  /** The last part of the current page's address. */
  current: string;
}) {
  return (
    <Tabs
      label="Kinds of sources"
      tabs={[
        ...addTabs.map(({ path, label }) => ({ href: `${base}/add/${path}`, label, path })),
        { href: `${base}/new`, label: "Text", path: "new" },
      ].map(({ path, ...tab }) => ({ ...tab, current: path === current }))}
    />
  );
}
