import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { Connection } from "../../../../../../core/contract/mod.ts";
import { frequencies } from "./connection_form.ts";
import { ConnectionState } from "./connection_state.tsx";

/** The connections of one source. */
export function ConnectionList({ connections, base }: { connections: Connection[]; base: string }) {
  return (
    <Table
      label="Connections"
      rows={connections}
      keyOf={({ id }) => id}
      columns={[
        {
          title: "Connection",
          cell: ({ id, name, account_label }) => (
            <>
              <a href={`${base}/connections/${id}`}>{name}</a>
              {account_label && <div class="subtle text-small">{account_label}</div>}
            </>
          ),
        },
        { title: "State", cell: (connection) => <ConnectionState connection={connection} /> },
        {
          title: "Frequency",
          cell: ({ frequency }) => frequencies.find(({ value }) => value === frequency)!.label,
        },
        {
          title: "Next sync",
          cell: ({ next_run_at }) =>
            next_run_at ? <Time at={next_run_at} format="full" /> : "By hand",
        },
      ]}
    />
  );
}
