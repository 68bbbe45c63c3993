import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { Menu } from "./menu.tsx";

/** Props of {@link FilterChoice}. */
export interface FilterChoiceProps {
  /** The query parameter. */
  name: string;
  title: string;
  options: { value: string; label: string }[];
  /** The chosen values; one at most unless `several`. */
  chosen: string[];
  several?: boolean;
  /** One is always chosen: there is no "Any". */
  required?: boolean;
}

/** One menu of the filter bar: a choice of one ("Any" first) or of several, applied by a button. */
export function FilterChoice(
  { name, title, options, chosen, several, required }: FilterChoiceProps,
) {
  const all = several || required ? options : [{ value: "", label: "Any" }, ...options];
  const isChosen = (value: string) =>
    chosen.includes(value) || (value === "" && chosen.length === 0);
  return (
    <Menu text={title} iconEnd="chevronDown">
      <fieldset class="menu-form">
        <legend class="visually-hidden">{title}</legend>
        {all.map((option) => (
          <Checkbox
            key={option.value}
            id={`filter-${name}-${option.value || "any"}`}
            type={several ? "checkbox" : "radio"}
            name={name}
            value={option.value}
            label={option.label}
            checked={isChosen(option.value)}
          />
        ))}
        <Button type="submit" variant="primary" size="small" wide>Apply</Button>
      </fieldset>
    </Menu>
  );
}
