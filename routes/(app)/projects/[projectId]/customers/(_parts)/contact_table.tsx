import { Avatar } from "../../../../../../components/avatar.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { ContactRecord } from "../../../../../../core/customers/mod.ts";
import { numberText } from "./numbers.ts";

/** Contacts, one per line. */
export function ContactTable({ rows, base, now, withoutCompany }: {
  rows: ContactRecord[];
  /** The address of the customers' pages. */
  base: string;
  now: number;
  withoutCompany?: boolean;
}) {
  return (
    <Table
      label="Contacts"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: "Name",
          cell: ({ id, name, email, title }) => (
            <div class="customer-line">
              <Avatar name={name} email={email} />
              <div class="customer-names">
                <a class="truncate" href={`${base}/${id}`} dir="auto">
                  {name ?? email ?? "No name"}
                </a>
                {((name && email) || title) && (
                  <span class="truncate subtle text-small" dir="auto">
                    {[name && email, title].filter(Boolean).join(" · ")}
                  </span>
                )}
              </div>
            </div>
          ),
        },
        ...(withoutCompany ? [] : [{
          title: "Company",
          cell: ({ company }: ContactRecord) =>
            company && (
              <a class="customer-cell truncate" href={`${base}/companies/${company.id}`} dir="auto">
                {company.name ?? "No name"}
              </a>
            ),
        }]),
        {
          title: "Sessions",
          number: true,
          cell: ({ session_count }) => numberText(session_count),
        },
        {
          title: "Last activity",
          cell: ({ last_activity_at: at }) =>
            at ? <Time at={at} now={now} /> : <span class="subtle">–</span>,
        },
      ]}
    />
  );
}
