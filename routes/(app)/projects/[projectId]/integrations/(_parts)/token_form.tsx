import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import type { SourcePlugin } from "../../../../../../core/contract/mod.ts";
import { newId } from "../../../../../../core/id.ts";
import { connectionFields, type ConnectionValues } from "./connection_form.ts";
import { guideOf } from "./documented.ts";
import { PluginFields } from "./plugin_fields.tsx";
import { ScheduleFields } from "./schedule_fields.tsx";

/** What the forms that connect a source show. */
export interface ConnectFormProps {
  plugin: SourcePlugin;
  action: string;
  title: string;
  values: ConnectionValues;
  errors: Record<string, string>;
}

/** Connecting a source with keys or tokens that were made at the provider. */
export function TokenForm({ plugin, action, title, values, errors }: ConnectFormProps) {
  const { manifest } = plugin;
  return (
    <form method="post" action={action} class="connection-forms">
      <input type="hidden" name="key" value={newId("req")} />
      <Card title={title}>
        <PluginFields fields={tokenFields(plugin)} values={values} errors={errors} />
        <p class="guide">
          How to get the key with the least permissions, what is imported, and the limits:{" "}
          <code class="mono">{guideOf(manifest.id)}</code> in Hissuno's folder.
        </p>
      </Card>
      <Card title={plugin.channels ? "In Hissuno" : "What is synced, and when"}>
        <NameField plugin={plugin} values={values} errors={errors} />
        <ScheduleFields plugin={plugin} values={values} errors={errors} />
      </Card>
      <div class="connect-foot">
        <Button type="submit" variant="primary">Connect</Button>
        <span class="subtle text-small">
          The credentials are tried, then stored encrypted and never shown again. {plugin.channels
            ? "You choose the channels next; until then nothing is captured."
            : "Nothing is imported before you ask, or the schedule does."}
        </span>
      </div>
    </form>
  );
}

/** What the project calls a connection. */
export function NameField({ plugin, values, errors, idPrefix = "field" }:
  & Pick<ConnectFormProps, "plugin" | "values" | "errors">
  & { idPrefix?: string }) {
  return (
    <Input
      label="Name"
      name="name"
      id={`${idPrefix}-name`}
      optional
      value={values.name}
      placeholder={plugin.manifest.name}
      maxLength={100}
      autocomplete="off"
      help="To tell several connections apart."
      error={errors.name}
    />
  );
}

/** All fields, tokens before what only consent needs. */
function tokenFields(plugin: SourcePlugin) {
  const { settings, secret } = connectionFields(plugin);
  const late = new Set(plugin.consent?.fields);
  const isLate = ({ name }: { name: string }) => late.has(name);
  return { settings, secret: [...secret.filter((one) => !isLate(one)), ...secret.filter(isLate)] };
}
