import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { selectConnections } from "../../../../../../core/sync/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import { define } from "../../../../../../server/state.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { ConnectForms, type ConnectWay, Folded } from "../(_parts)/connect_forms.tsx";
import { connectOnce } from "../(_parts)/connect_once.ts";
import { connectionErrors } from "../(_parts)/connection_errors.ts";
import {
  connectionFields,
  type ConnectionValues,
  readConnection,
  typedValues,
} from "../(_parts)/connection_form.ts";
import { ConnectionList } from "../(_parts)/connection_list.tsx";
import { addressesFor, consentHeaders, sendToProvider } from "../(_parts)/consent_start.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const plugin = syncing(services, ctx.params.source!);
    const connections = await selectConnections(services.sql, project!.id);
    return page({
      connections: connections.filter(({ source }) => source === ctx.params.source),
      values: {} as ConnectionValues,
      errors: noErrors,
      way: null as ConnectWay | null,
    }, { headers: consentHeaders(services, plugin) });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const plugin = syncing(services, ctx.params.source!);
    const fields = connectionFields(plugin);
    const way: ConnectWay = form.text("how") === "consent" ? "consent" : "tokens";
    try {
      if (way === "consent") return await sendToProvider(ctx, plugin, form, null);
      const input = readConnection(form, fields);
      const { id: source } = plugin.manifest;
      const connected = await connectOnce(services, project.id, source, input, form.text("key"));
      const path = `/projects/${project.id}/integrations/connections/${connected.id}`;
      return done(
        ctx,
        plugin.channels ? `${path}/channels` : path,
        `Connected as ${connected.account}.`,
      );
    } catch (thrown) {
      const all = await selectConnections(services.sql, project.id);
      return page({
        connections: all.filter(({ source }) => source === plugin.manifest.id),
        values: typedValues(form, fields),
        errors: connectionErrors(thrown, fields),
        way: way as ConnectWay | null,
      }, { status: 400, headers: consentHeaders(services, plugin) });
    }
  },
});

function syncing({ plugins }: Services, source: string) {
  const plugin = plugins.find(({ manifest }) => manifest.id === source);
  if (!plugin?.sync) throw new HttpError(404);
  return plugin;
}

/** A source: what is connected, and the ways to connect it. */
export default define.page<typeof handler>(({ data, state, params, req }) => {
  const { connections, values, errors, way } = data;
  const project = state.project!;
  const plugin = syncing(state.services, params.source!);
  const { manifest } = plugin;
  const base = `/projects/${project.id}/integrations`;
  const mayChange = can(state.role!, "manage_integrations");
  const hasSome = connections.length > 0;
  const forms = mayChange && (
    <ConnectForms
      plugin={plugin}
      action={`${base}/sources/${manifest.id}`}
      addresses={addressesFor(req, state, manifest.id)}
      isAnother={hasSome}
      way={way}
      values={values}
      errors={errors}
    />
  );
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
        {hasSome && mayChange
          ? (
            <Folded text={`Connect another ${manifest.name}`} icon="plus" isOpen={way !== null}>
              {forms}
            </Folded>
          )
          : forms}
      </div>
    </>
  );
});
