import { fieldAttributes, type FieldLook, FieldNotes } from "./field.tsx";
import type { NativeAttributes } from "./native_attributes.ts";

/** Props of {@link Checkbox}: label, help, error, and everything a checkbox or radio takes. */
export type CheckboxProps =
  & Omit<FieldLook, "optional" | "hideLabel">
  & { type?: "checkbox" | "radio" }
  & NativeAttributes<HTMLInputElement, keyof FieldLook | "type">;

/** A box to tick, or with `type="radio"` one of several. Radios need an `id` each. */
export function Checkbox(props: CheckboxProps) {
  const { label, name, id, help, error, type = "checkbox", ...rest } = props;
  const attributes = fieldAttributes({ label, name, id, help, error });
  return (
    <div class="check">
      <input {...rest as object} class="box" type={type} {...attributes} />
      <label class="check-label" for={attributes.id}>{label}</label>
      <FieldNotes id={attributes.id} help={help} error={error} />
    </div>
  );
}
