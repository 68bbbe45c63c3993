import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { ConnectionFields, ConnectionValues } from "./connection_form.ts";
import { groupFields, type NamedField } from "./field_groups.ts";

interface Look {
  values: ConnectionValues;
  errors: Record<string, string>;
  /** Secrets are stored already, so that none has to be entered: what an empty field says. */
  kept?: string;
  /** Before the fields' ids, where a page has two such forms. @default "field" */
  idPrefix?: string;
}

/** The fields of a plugin's form. */
export function PluginFields({ fields, ...look }: Look & { fields: ConnectionFields }) {
  return (
    <>
      {groupFields(fields).map(({ title, fields: grouped }, index) => {
        const inputs = grouped.map((field) => (
          <PluginField key={field.formName} field={field} {...look} />
        ));
        if (title === null) return <div key={index} class="stack">{inputs}</div>;
        return (
          <fieldset key={title} class="stack field-group">
            <legend>{title}</legend>
            {inputs}
          </fieldset>
        );
      })}
    </>
  );
}

function PluginField(
  { field, values, errors, kept, idPrefix = "field" }: Look & { field: NamedField },
) {
  const { formName: name, kind, required } = field;
  const look = {
    label: field.label,
    name,
    id: `${idPrefix}-${name.replaceAll(".", "-")}`,
    help: field.help && <HelpText text={field.help} />,
    error: errors[name],
  };
  const value = values[name] ?? field.standard ?? "";
  if (kind === "select") return <Select {...look} options={field.options ?? []} value={value} />;
  if (kind === "checkbox") return <Checkbox {...look} checked={value === "true"} />;
  const isSecret = kind === "password";
  const isKept = isSecret && kept !== undefined;
  return (
    <Input
      {...look}
      type={kind}
      optional={!required && !isKept}
      required={required && !isKept}
      value={isSecret ? undefined : value}
      placeholder={isKept ? kept : field.placeholder}
      autocomplete={isSecret ? "new-password" : "off"}
      spellcheck={false}
    />
  );
}

/** Help with its addresses as links. */
function HelpText({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https:\/\/[^\s)]+[^\s).,])/).map((part, index) =>
        index % 2 === 0 ? part : (
          <a
            key={index}
            class="icon-link"
            href={part}
            title={part}
            target="_blank"
            rel="noopener noreferrer"
          >
            {URL.parse(part)?.hostname ?? part}
            <Icon name="external" size={12} />
          </a>
        )
      )}
    </>
  );
}
