import { type Fact, FactList } from "../../../../../../components/fact_list.tsx";
import type { Provenance } from "../../../../../../core/customers/mod.ts";
import { setByText } from "./reasons.ts";

/** A field of a customer, as its page shows it. */
export interface ShownField {
  /** Its name in the provenance. */
  field: string;
  label: string;
  value: Fact["value"] | null;
}

/** Fields with who set them; empty ones are left out. */
export function FieldFacts({ fields, provenance }: {
  fields: ShownField[];
  provenance: Provenance;
}) {
  const shown = fields.filter(({ value }) => value !== null && value !== "");
  if (shown.length === 0) return <p class="subtle text-small">Nothing is known yet.</p>;
  return (
    <FactList
      facts={shown.map(({ field, label, value }) => ({
        name: label,
        value: (
          <span class="field-fact">
            <span dir="auto">{value}</span>
            <span class="subtle text-small">{setByText(provenance, field)}</span>
          </span>
        ),
      }))}
    />
  );
}

/** Own fields in the same shape. */
export function customFields(custom: Record<string, unknown>): ShownField[] {
  return Object.entries(custom).map(([name, value]) => ({
    field: `custom_fields.${name}`,
    label: name,
    value: value === null
      ? null
      : typeof value === "boolean"
      ? (value ? "Yes" : "No")
      : String(value),
  }));
}
