import { Field, fieldAttributes, type FieldLook } from "./field.tsx";
import type { NativeAttributes } from "./native_attributes.ts";

/** Props of {@link Input}: label, help, error and everything an `<input>` takes. */
export type InputProps =
  & FieldLook
  & NativeAttributes<HTMLInputElement, keyof FieldLook>;

/** A one-line field with its label. */
export function Input(props: InputProps) {
  const { label, name, id, help, error, optional, hideLabel, ...rest } = props;
  const look = { label, name, id, help, error, optional, hideLabel };
  return (
    <Field {...look}>
      <input type="text" class="input" {...rest as object} {...fieldAttributes(look)} />
    </Field>
  );
}
