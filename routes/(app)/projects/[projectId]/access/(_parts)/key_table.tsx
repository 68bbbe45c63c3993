import { Confirm } from "../../../../../../components/confirm.tsx";
import { type Column, Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { ApiKey } from "../../../../../../core/access/mod.ts";
import { numberText } from "../../analytics/(_parts)/numbers.ts";
import { planLabel, scopeTexts } from "./key_form_model.ts";

/** The keys of a project; those that can still be used get a button to revoke them. */
export function KeyTable({ keys, requests, base, label, now, isOver = false }: {
  keys: ApiKey[];
  /** How many requests each made in 30 days, by its id. */
  requests: ReadonlyMap<string, number>;
  /** The path of the keys. */
  base: string;
  label: string;
  /** The present in milliseconds. */
  now: number;
  isOver?: boolean;
}) {
  const columns: Column<ApiKey>[] = [
    {
      title: "Name",
      cell: ({ id, name }) => <a class="key-name" href={`${base}/${id}`} dir="auto">{name}</a>,
    },
    { title: "Key", cell: ({ visible }) => <code class="key-visible">{visible}</code> },
    {
      title: "Scope",
      cell: ({ scope }) => <span class="key-scope">{scopeTexts[scope].label}</span>,
    },
    {
      title: "Plan",
      cell: ({ plan, ownPlan }) => (
        <>
          {planLabel(plan)}
          {!ownPlan && <span class="subtle">&nbsp;(project)</span>}
        </>
      ),
    },
    {
      title: "Created",
      cell: ({ createdBy, createdAt }) => (
        <span class="two-lines">
          <Time at={createdAt} now={now} />
          <span class="subtle truncate" dir="auto">{createdBy ?? "Operator"}</span>
        </span>
      ),
    },
    {
      title: "Last used",
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? <Time at={lastUsedAt} now={now} /> : <span class="subtle">Never</span>,
    },
    {
      title: "Requests, 30 days",
      number: true,
      cell: ({ id }) => numberText(requests.get(id) ?? 0),
    },
    isOver ? { title: "Ended", cell: (key) => <Ended entry={key} now={now} /> } : {
      title: "Expires",
      cell: ({ expiresAt, replacedBy }) =>
        expiresAt
          ? (
            <span class="two-lines">
              <Time at={expiresAt} format="date" now={now} />
              {replacedBy && <span class="subtle">Replaced</span>}
            </span>
          )
          : <span class="subtle">Never</span>,
    },
  ];
  if (!isOver) {
    columns.push({ title: "Actions", hideTitle: true, end: true, cell: (key) => revoke(key) });
  }
  return <Table label={label} columns={columns} rows={keys} keyOf={({ id }) => id} />;
}

function Ended({ entry, now }: { entry: ApiKey; now: number }) {
  return (
    <span class="two-lines">
      <Time at={entry.revokedAt ?? entry.expiresAt} now={now} />
      <span class="subtle">{entry.revokedAt ? "Revoked" : "Expired"}</span>
    </span>
  );
}

function revoke({ id, name, visible }: ApiKey) {
  return (
    <Confirm
      id={`revoke-${id}`}
      size="small"
      text="Revoke"
      about={name}
      title={`Revoke “${name}”?`}
      confirm="Revoke key"
      fields={<input type="hidden" name="key" value={id} />}
    >
      Programs that use <code>{visible}</code>{" "}
      are refused from now on. This cannot be taken back; they need another key.
    </Confirm>
  );
}
