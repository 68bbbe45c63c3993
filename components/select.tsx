import { Field, fieldAttributes, type FieldLook } from "./field.tsx";
import { Icon } from "./icon.tsx";
import type { NativeAttributes } from "./native_attributes.ts";

/** One choice of a {@link Select}. */
export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/** Props of {@link Select}: label, help, error, options, the chosen `value`. */
export type SelectProps =
  & FieldLook
  & { options: SelectOption[]; value?: string }
  & NativeAttributes<HTMLSelectElement, keyof FieldLook | "value">;

/** A choice of one among several. */
export function Select(props: SelectProps) {
  const { label, name, id, help, error, optional, hideLabel, options, value, ...rest } = props;
  const look = { label, name, id, help, error, optional, hideLabel };
  return (
    <Field {...look}>
      <span class="select">
        <select class="input" {...rest as object} {...fieldAttributes(look)}>
          {options.map((option) => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.disabled}
              selected={option.value === value}
            >
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={14} />
      </span>
    </Field>
  );
}
