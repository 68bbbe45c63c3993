import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { FormField } from "../../../../../../core/contract/mod.ts";

/** The fields of a plugin's form, in the order its schema names them. */
export function PluginFields({ fields, prefix, values, errors, kept }: {
  fields: FormField[];
  /** Before each field's name: `settings.` or `secret.`. */
  prefix: string;
  values: Record<string, string>;
  errors: Record<string, string>;
  /** Secrets are stored already, so that none has to be entered: what an empty field says. */
  kept?: string;
}) {
  return (
    <>
      {fields.map((field) => {
        const name = prefix + field.name;
        const look = {
          label: field.label,
          name,
          id: `field-${name.replaceAll(".", "-")}`,
          help: field.help && <HelpText text={field.help} />,
          error: errors[name],
        };
        const value = values[name] ?? field.standard ?? "";
        if (field.kind === "select") {
          return <Select key={name} {...look} options={field.options ?? []} value={value} />;
        }
        if (field.kind === "checkbox") {
          return <Checkbox key={name} {...look} checked={value === "true"} />;
        }
        const isSecret = field.kind === "password";
        return (
          <Input
            key={name}
            {...look}
            type={field.kind}
            optional={!field.required && !(isSecret && kept)}
            required={field.required && !(isSecret && kept)}
            value={isSecret ? undefined : value}
            placeholder={isSecret && kept ? kept : field.placeholder}
            autocomplete={isSecret ? "new-password" : "off"}
            spellcheck={false}
          />
        );
      })}
    </>
  );
}

/** Help with its addresses as links. */
function HelpText({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https:\/\/[^\s)]+[^\s).,])/).map((part, index) =>
        index % 2 === 0
          ? part
          : <a key={index} href={part} target="_blank" rel="noopener noreferrer">{part}</a>
      )}
    </>
  );
}
