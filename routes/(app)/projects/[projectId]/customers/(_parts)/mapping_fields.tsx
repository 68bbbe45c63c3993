import { Select } from "../../../../../../components/select.tsx";
import { type ColumnMapping, IMPORT_FIELDS } from "../../../../../../core/customers/mod.ts";
import { sourceLabel } from "../../../../../../components/labels.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** Sources whose ids a list may hold. */
const SOURCES = ["intercom", "zendesk", "slack", "gong", "fathom", "posthog"];

/** Which column goes where, as a form sent it. */
export function readMapping(form: Form, columns: string[]): ColumnMapping {
  return Object.fromEntries(
    columns.map((column, index) => [column, form.text(`column-${index}`)]),
  );
}

/** One choice per column, with what the column holds. */
export function MappingFields({ columns, mapping, samples }: {
  columns: string[];
  mapping: ColumnMapping;
  /** The first rows of the file. */
  samples: string[][];
}) {
  return (
    <div class="mapping">
      {columns.map((column, index) => {
        const chosen = mapping[column] ?? "";
        const shown = samples.map((cells) => cells[index] ?? "").filter((cell) => cell !== "");
        const own = [`custom:${column.slice(0, 100)}`, `company_custom:${column.slice(0, 100)}`];
        const options = [
          { value: "", label: "Leave out" },
          ...Object.entries(IMPORT_FIELDS).map(([value, label]) => ({ value, label })),
          { value: own[0]!, label: "Own field of the person" },
          { value: own[1]!, label: "Own field of the company" },
          ...SOURCES.map((source) => ({
            value: `external:${source}`,
            label: `${sourceLabel(source)} id`,
          })),
        ];
        if (!options.some(({ value }) => value === chosen)) {
          const [kind, name] = chosen.split(/:(.*)/s);
          options.push({
            value: chosen,
            label: kind === "external"
              ? `${sourceLabel(name ?? "")} id`
              : `Own field “${name}” of the ${kind === "custom" ? "person" : "company"}`,
          });
        }
        return (
          <div class="mapping-row" key={column}>
            <Select
              label={column}
              name={`column-${index}`}
              value={chosen}
              options={options}
            />
            <span class="subtle text-small truncate" dir="auto" title={shown.join(" · ")}>
              {shown.length > 0 ? shown.join(" · ") : "Empty in the first rows"}
            </span>
          </div>
        );
      })}
    </div>
  );
}
