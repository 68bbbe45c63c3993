import { Card } from "../../../../../../components/card.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { MoreRows, Pairs } from "../../(_parts)/pairs.tsx";
import type { Pair } from "../../(_parts)/pairs.tsx";

/** What a team writes down of a customer, and the fields of its own. */
export function NotesCard({ values, errors, help }: {
  values: { note: string; pairs: Pair[] };
  /** By field. */
  errors: Record<string, string>;
  /** What the fields are for. */
  help: string;
}) {
  return (
    <Card title="Notes and own fields">
      <Textarea
        label="Note"
        name="note"
        value={values.note}
        rows={3}
        optional
        error={errors.note}
      />
      <Pairs
        name="field"
        title="Fields"
        help={`${help} An empty row is removed.`}
        pairs={values.pairs}
        error={errors.custom_fields}
      />
      <MoreRows />
    </Card>
  );
}
