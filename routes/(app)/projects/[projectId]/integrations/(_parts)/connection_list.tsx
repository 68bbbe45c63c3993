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
        { title: "Frequency", cell: (connection) => <Schedule connection={connection} /> },
      ]}
    />
  );
}

function Schedule({ connection: { frequency, status, next_run_at } }: { connection: Connection }) {
  return (
    <>
      {frequencies.find(({ value }) => value === frequency)!.label}
      {status === "needs_attention"
        ? <div class="subtle text-small">Stopped</div>
        : next_run_at && (
          <div class="subtle text-small">
            Next <Time at={next_run_at} format="full" />
          </div>
        )}
    </>
  );
}
