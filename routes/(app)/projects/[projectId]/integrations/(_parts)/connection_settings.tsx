import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import type { SourcePlugin } from "../../../../../../core/contract/mod.ts";
import { connectionFields, type ConnectionValues } from "./connection_form.ts";
import { PluginFields } from "./plugin_fields.tsx";
import { ScheduleFields } from "./schedule_fields.tsx";

/** The form that changes a connection; its credentials stay unless they are entered again. */
export function ConnectionSettings({ address, plugin, values, errors }: {
  address: string;
  plugin: SourcePlugin;
  values: ConnectionValues;
  errors: Record<string, string>;
}) {
  const fields = connectionFields(plugin);
  return (
    <form method="post" action={address} class="stack narrow-form">
      <Card
        title="Settings"
        foot={<Button type="submit" name="action" value="save" variant="primary">Save</Button>}
      >
        <Input
          label="Name"
          name="name"
          value={values.name}
          maxLength={100}
          autocomplete="off"
          error={errors.name}
        />
        <ScheduleFields manifest={plugin.manifest} values={values} errors={errors} />
        <PluginFields fields={fields.settings} prefix="settings." values={values} errors={errors} />
        <PluginFields
          fields={fields.secret}
          prefix="secret."
          values={{}}
          errors={errors}
          keptSecret
        />
      </Card>
    </form>
  );
}
