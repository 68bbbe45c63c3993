import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { newId } from "../../../../../../core/id.ts";
import { selectConnections } from "../../../../../../core/sync/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import { define } from "../../../../../../server/state.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { connectOnce } from "../(_parts)/connect_once.ts";
import { connectionErrors } from "../(_parts)/connection_errors.ts";
import {
  connectionFields,
  type ConnectionValues,
  readConnection,
  typedValues,
} from "../(_parts)/connection_form.ts";
import { ConnectionList } from "../(_parts)/connection_list.tsx";
import { guideOf } from "../(_parts)/documented.ts";
import { PluginFields } from "../(_parts)/plugin_fields.tsx";
import { ScheduleFields } from "../(_parts)/schedule_fields.tsx";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    syncing(services, ctx.params.source!);
    const connections = await selectConnections(services.sql, project!.id);
    return page({
      connections: connections.filter(({ source }) => source === ctx.params.source),
      values: {} as ConnectionValues,
      errors: noErrors,
    });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const plugin = syncing(services, ctx.params.source!);
    const fields = connectionFields(plugin);
    try {
      const input = readConnection(form, fields);
      const { id: source } = plugin.manifest;
      const connected = await connectOnce(services, project.id, source, input, form.text("key"));
      const path = `/projects/${project.id}/integrations/connections/${connected.id}`;
      return done(ctx, path, `Connected as ${connected.account}.`);
    } catch (thrown) {
      const all = await selectConnections(services.sql, project.id);
      return page({
        connections: all.filter(({ source }) => source === plugin.manifest.id),
        values: typedValues(form, fields),
        errors: connectionErrors(thrown, fields),
      }, { status: 400 });
    }
  },
});

function syncing({ plugins }: Services, source: string) {
  const plugin = plugins.find(({ manifest }) => manifest.id === source);
  if (!plugin?.sync) throw new HttpError(404);
  return plugin;
}

/** A source that is pulled: what is connected, and the form to connect it. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const { connections, values, errors } = data;
  const project = state.project!;
  const plugin = syncing(state.services, params.source!);
  const { manifest } = plugin;
  const base = `/projects/${project.id}/integrations`;
  const fields = connectionFields(plugin);
  const mayChange = can(state.role!, "manage_integrations");
  const hasSome = connections.length > 0;
  const hasErrors = errors.form !== null || Object.keys(errors.fields).length > 0;
  return (
    <>
      <Head>
        <title>{`${manifest.name} · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Integrations" }}
        title={manifest.name}
        description={manifest.summary}
      />
      <div class="page">
        {hasSome && (
          <Card title="Connections" flush>
            <ConnectionList connections={connections} base={base} />
          </Card>
        )}
        {!mayChange && (
          <Banner>
            {hasSome
              ? "Only owners and admins can change connections. You see their runs."
              : `Only owners and admins can connect ${manifest.name}.`}
          </Banner>
        )}
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        {mayChange && (
          <Another name={manifest.name} isHidden={hasSome} isOpen={hasErrors}>
            <form method="post" action={`${base}/sources/${manifest.id}`} class="connection-forms">
              <input type="hidden" name="key" value={newId("req")} />
              <Card title={hasSome ? `Another ${manifest.name}` : "Connect"}>
                <PluginFields fields={fields} values={values} errors={errors.fields} />
                <p class="guide">
                  How to get the key with the least permissions, what is imported, and the limits:
                  {" "}
                  <code class="mono">{guideOf(manifest.id)}</code> in Hissuno's folder.
                </p>
              </Card>
              <Card title="What is synced, and when">
                <Input
                  label="Name"
                  name="name"
                  optional
                  value={values.name}
                  placeholder={manifest.name}
                  maxLength={100}
                  autocomplete="off"
                  help="To tell several connections apart."
                  error={errors.fields.name}
                />
                <ScheduleFields manifest={manifest} values={values} errors={errors.fields} />
              </Card>
              <div class="connect-foot">
                <Button type="submit" variant="primary">Connect</Button>
                <span class="subtle text-small">
                  The credentials are tried, then stored encrypted and never shown again. Nothing is
                  imported before you ask, or the schedule does.
                </span>
              </div>
            </form>
          </Another>
        )}
      </div>
    </>
  );
});

/** The form, folded away behind its title once there is a connection. */
function Another({ name, isHidden, isOpen, children }: {
  name: string;
  isHidden: boolean;
  isOpen: boolean;
  children: ComponentChildren;
}) {
  if (!isHidden) return <>{children}</>;
  return (
    <details class="another" open={isOpen}>
      <summary class="button secondary">
        <Icon name="plus" size={14} />
        {`Connect another ${name}`}
      </summary>
      {children}
    </details>
  );
}
