import { Icon } from "../../../../../../components/icon.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { KnowledgeSource } from "../../../../../../core/knowledge/mod.ts";
import { kindLooks, originOf } from "./labels.ts";
import { SourceState } from "./source_state.tsx";

const number = new Intl.NumberFormat("en-US");

/** The sources of a project. */
export function SourceTable({ sources, base, present }: {
  sources: KnowledgeSource[];
  /** The address of the knowledge. */
  base: string;
  /** The present in milliseconds. */
  present: number;
}) {
  return (
    <Table
      label="Sources"
      rows={sources}
      keyOf={({ id }) => id}
      columns={[
        {
          title: "Name",
          cell: (source) => (
            <div class="source-name">
              <a href={`${base}/${source.id}`} class="three-lines" dir="auto">{source.name}</a>
              <span class="source-kind subtle text-small">
                <Icon name={kindLooks[source.kind]?.icon ?? "page"} size={12} />
                <span dir="auto">{describe(source)}</span>
              </span>
            </div>
          ),
        },
        { title: "State", cell: (source) => <SourceState source={source} /> },
        {
          title: "Passages",
          number: true,
          cell: ({ passage_count }) => number.format(passage_count),
        },
        {
          title: "Changed",
          wide: true,
          cell: ({ updated_at }) => <Time at={updated_at} now={present} />,
        },
      ]}
    />
  );
}

/** The kind, and where it comes from when the name does not say so. */
function describe(source: KnowledgeSource): string {
  const label = kindLooks[source.kind]?.label ?? source.kind;
  const origin = originOf(source);
  return origin === "" || origin === source.name ? label : `${label} · ${origin}`;
}
