import type { ComponentChildren } from "preact";
import { classNames } from "./class_names.ts";
import { Icon } from "./icon.tsx";

/** What every form field has beside its control. */
export interface FieldLook {
  label: string;
  name: string;
  /** @default the name, prefixed with "field-" */
  id?: string;
  help?: ComponentChildren;
  /** What is wrong and how to put it right; makes the field invalid. */
  error?: string | null;
  /** Adds "(optional)" to the label. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
}

/** The attributes that tie a control to its label, help and error. */
export function fieldAttributes({ id, name, help, error }: FieldLook) {
  const controlId = id ?? `field-${name}`;
  return {
    id: controlId,
    name,
    "aria-describedby": classNames(
      Boolean(help) && `${controlId}-help`,
      error && `${controlId}-error`,
    ),
    "aria-invalid": error ? "true" as const : undefined,
  };
}

/** Label above, control, help and error below. */
export function Field(props: FieldLook & { children: ComponentChildren }) {
  const id = props.id ?? `field-${props.name}`;
  return (
    <div class="field">
      <label class={props.hideLabel ? "visually-hidden" : "field-label"} for={id}>
        {props.label}
        {props.optional && <span class="field-optional">{" (optional)"}</span>}
      </label>
      {props.children}
      <FieldNotes id={id} help={props.help} error={props.error} />
    </div>
  );
}

/** The help and error lines of a control; their ids are what aria-describedby points at. */
export function FieldNotes({ id, help, error }: {
  id: string;
  help?: ComponentChildren;
  error?: string | null;
}) {
  return (
    <>
      {help && <div class="field-help" id={`${id}-help`}>{help}</div>}
      {error && (
        <div class="field-error" id={`${id}-error`}>
          <Icon name="danger" size={14} />
          <span>{error}</span>
        </div>
      )}
    </>
  );
}
