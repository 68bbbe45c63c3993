import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { CompanyRecord } from "../../../../../../core/customers/mod.ts";
import { moneyText, numberText } from "./numbers.ts";

/** Companies, one per line. */
export function CompanyTable({ rows, base, currency, now }: {
  rows: CompanyRecord[];
  /** The address of the companies' pages. */
  base: string;
  currency: string;
  now: number;
}) {
  const none = <span class="subtle">–</span>;
  return (
    <Table
      label="Companies"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: "Name",
          cell: ({ id, name, domain }) => (
            <div class="customer-names">
              <a class="truncate" href={`${base}/${id}`} dir="auto">
                {name ?? domain ?? "No name"}
              </a>
              {name && domain && <span class="truncate subtle text-small">{domain}</span>}
            </div>
          ),
        },
        { title: "Stage", cell: ({ stage }) => stage ? <span dir="auto">{stage}</span> : none },
        { title: "Plan", cell: ({ plan }) => plan ? <span dir="auto">{plan}</span> : none },
        {
          title: "Revenue",
          number: true,
          cell: ({ revenue }) => revenue === null ? none : moneyText(revenue, currency),
        },
        {
          title: "Contacts",
          number: true,
          cell: ({ contact_count }) => numberText(contact_count),
        },
        {
          title: "Sessions",
          number: true,
          cell: ({ session_count }) => numberText(session_count),
        },
        {
          title: "Last activity",
          cell: ({ last_activity_at: at }) => at ? <Time at={at} now={now} /> : none,
        },
      ]}
    />
  );
}
