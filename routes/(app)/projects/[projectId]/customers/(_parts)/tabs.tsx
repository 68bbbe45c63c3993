import { Tabs } from "../../../../../../components/tabs.tsx";

/** The lists of customers. */
export function CustomerTabs({ base, current }: {
  /** The address of the customers' pages. */
  base: string;
  current: "contacts" | "companies";
}) {
  return (
    <Tabs
      label="Customers"
      tabs={[
        { href: base, label: "Contacts", current: current === "contacts" },
        { href: `${base}/companies`, label: "Companies", current: current === "companies" },
      ]}
    />
  );
}
