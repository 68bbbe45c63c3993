import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import type { SourcePlugin } from "../../../../../../core/contract/mod.ts";
import { type ConnectionValues, consentFields } from "./connection_form.ts";
import { PluginFields } from "./plugin_fields.tsx";
import { ScheduleFields } from "./schedule_fields.tsx";
import { type ConnectFormProps, NameField } from "./token_form.tsx";

/** Connecting a source by consent: the person goes to the provider and comes back. */
export function ConsentForm({ plugin, action, title, values, errors }: ConnectFormProps) {
  const { name } = plugin.manifest;
  const look = { values, errors, idPrefix: "consent" };
  return (
    <form method="post" action={action} class="connection-forms">
      <input type="hidden" name="how" value="consent" />
      <Card title={title}>
        <PluginFields fields={consentFields(plugin)} {...look} />
      </Card>
      <Card title="In Hissuno">
        <NameField plugin={plugin} {...look} />
        <ScheduleFields plugin={plugin} {...look} />
      </Card>
      <div class="connect-foot">
        <Button type="submit" variant="primary" iconEnd="external">{`Connect to ${name}`}</Button>
        <span class="subtle text-small">
          {`${name} asks you to agree and sends you back here. Do it within ten minutes. What ` +
            "you entered is kept encrypted meanwhile."}
        </span>
      </div>
    </form>
  );
}

/** The same for a connection that is there: its channels and its history stay. */
export function ConsentAgain({ plugin, action, values, errors }: {
  plugin: SourcePlugin;
  action: string;
  values: ConnectionValues;
  errors: Record<string, string>;
}) {
  const { name } = plugin.manifest;
  const { secret } = consentFields(plugin);
  const optional = secret.map((field) => ({ ...field, required: false }));
  return (
    <form method="post" action={action} id="consent">
      <Card
        title={`Connect to ${name} again`}
        description="New credentials by consent. Channels, settings and sessions stay."
        foot={
          <Button type="submit" name="action" value="consent" iconEnd="external">
            {`Connect to ${name}`}
          </Button>
        }
      >
        <PluginFields
          fields={{ settings: [], secret: optional }}
          values={values}
          errors={errors}
          kept="Empty keeps what is stored"
          idPrefix="consent"
        />
      </Card>
    </form>
  );
}
