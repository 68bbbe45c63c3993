import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import type { SourcePlugin } from "../../../../../../core/contract/mod.ts";
import { connectionFields, type ConnectionValues } from "./connection_form.ts";
import { PluginFields } from "./plugin_fields.tsx";
import { ScheduleFields } from "./schedule_fields.tsx";

/** The form that changes a connection; its credentials stay unless they are entered again. */
export function ConnectionSettings({ address, plugin, values, errors, failing }: {
  address: string;
  plugin: SourcePlugin;
  values: ConnectionValues;
  errors: Record<string, string>;
  /** The stored credentials do not do any more: they come first. */
  failing: boolean;
}) {
  const fields = connectionFields(plugin);
  const credentials = (
    <fieldset class="stack field-group" id="credentials">
      <legend>{plugin.manifest.name}</legend>
      <PluginFields
        fields={fields}
        values={values}
        errors={errors}
        kept={failing ? "Enter it again" : "Empty keeps what is stored"}
      />
    </fieldset>
  );
  return (
    <form method="post" action={address}>
      <Card
        title="Settings"
        foot={<Button type="submit" name="action" value="save" variant="primary">Save</Button>}
      >
        {failing && credentials}
        <Input
          label="Name"
          name="name"
          value={values.name}
          maxLength={100}
          autocomplete="off"
          error={errors.name}
        />
        <ScheduleFields plugin={plugin} values={values} errors={errors} />
        {!failing && credentials}
      </Card>
    </form>
  );
}
