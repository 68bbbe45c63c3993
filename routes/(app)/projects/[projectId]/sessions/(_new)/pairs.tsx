import { FieldNotes } from "../../../../../../components/field.tsx";
import { Input } from "../../../../../../components/input.tsx";
import type { Pair } from "./values.ts";

/** Names and values side by side. */
export function Pairs({ name, title, help, pairs, error }: {
  name: string;
  title: string;
  help: string;
  pairs: Pair[];
  error?: string;
}) {
  return (
    <fieldset class="pairs">
      <legend class="field-label">{title}</legend>
      <FieldNotes id={`pairs-${name}`} help={help} error={error} />
      {pairs.map((pair, index) => (
        <div class="pair" key={index}>
          <Input
            label={`${title}: name ${index + 1}`}
            hideLabel
            placeholder="Name"
            name={`${name}_key`}
            id={`${name}-key-${index}`}
            value={pair.key}
            autocomplete="off"
          />
          <Input
            label={`${title}: value ${index + 1}`}
            hideLabel
            placeholder="Value"
            name={`${name}_value`}
            id={`${name}-value-${index}`}
            value={pair.value}
            autocomplete="off"
          />
        </div>
      ))}
    </fieldset>
  );
}
