import { Button } from "../../../../../components/button.tsx";
import { FieldNotes } from "../../../../../components/field.tsx";
import { Input } from "../../../../../components/input.tsx";

/** A name and what stands beside it, as typed. */
export interface Pair {
  key: string;
  value: string;
}

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

/** Asks for another row of pairs; without a script, too. */
export function MoreRows() {
  return (
    <div>
      <Button type="submit" name="do" value="pairs" size="small" icon="plus" formNoValidate>
        More rows
      </Button>
    </div>
  );
}
