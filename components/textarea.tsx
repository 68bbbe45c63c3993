import { Field, fieldAttributes, type FieldLook } from "./field.tsx";
import type { NativeAttributes } from "./native_attributes.ts";

/** Props of {@link Textarea}: label, help, error, the text as `value`, and what a textarea takes. */
export type TextareaProps =
  & FieldLook
  & { value?: string; mono?: boolean }
  & NativeAttributes<HTMLTextAreaElement, keyof FieldLook | "value">;

/** A field of several lines that grows with its text where the browser can. */
export function Textarea(props: TextareaProps) {
  const { label, name, id, help, error, optional, hideLabel, mono, value, ...rest } = props;
  const look = { label, name, id, help, error, optional, hideLabel };
  return (
    <Field {...look}>
      <textarea
        class={mono ? "input mono" : "input"}
        rows={4}
        {...rest as object}
        {...fieldAttributes(look)}
      >
        {value}
      </textarea>
    </Field>
  );
}
