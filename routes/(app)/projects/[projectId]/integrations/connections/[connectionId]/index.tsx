import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { can } from "../../../../../../../core/access/mod.ts";
import { now } from "../../../../../../../core/clock.ts";
import {
  selectConnection,
  selectProblems,
  selectRuns,
  updateConnection,
} from "../../../../../../../core/sync/mod.ts";
import LiveParts from "../../../../../../../islands/LiveParts.tsx";
import type { Services } from "../../../../../../../server/services.ts";
import { define } from "../../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../../(_common)/form.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { type ActionResult, doAction } from "../../(_parts)/connection_actions.ts";
import {
  connectionFields,
  type ConnectionValues,
  fieldNames,
  readConnection,
  typedValues,
} from "../../(_parts)/connection_form.ts";
import { ConnectionSettings } from "../../(_parts)/connection_settings.tsx";
import { ConnectionState } from "../../(_parts)/connection_state.tsx";
import { Disconnect, StartFromScratch } from "../../(_parts)/danger_forms.tsx";
import { PreviewCard } from "../../(_parts)/preview_card.tsx";
import { RunTable } from "../../(_parts)/run_table.tsx";

const noErrors: FormErrors = { form: null, fields: {} };
/** How many runs the page shows. */
const RUNS = 5;

type Tested = Extract<ActionResult, { kind: "tested" }>;

async function load({ sql, plugins }: Services, projectId: string, connectionId: string) {
  const connection = await selectConnection(sql, projectId, connectionId);
  const plugin = plugins.find(({ manifest }) => manifest.id === connection?.source);
  if (!connection || !plugin) throw new HttpError(404);
  const runs = await selectRuns(sql, projectId, connectionId, RUNS);
  const problems = await Promise.all(
    runs.map(async ({ id }) => [id, await selectProblems(sql, projectId, id, 50)] as const),
  );
  return { connection, plugin, runs, problems: new Map(problems) };
}

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await load(ctx.state.services, ctx.state.project!.id, ctx.params.connectionId!);
    const { connection } = loaded;
    const values: ConnectionValues = {
      name: connection.name,
      frequency: connection.frequency,
      filter_from: connection.filter_from?.toISOString().slice(0, 10) ?? "",
      filter_to: connection.filter_to?.toISOString().slice(0, 10) ?? "",
    };
    for (const [name, value] of Object.entries(connection.settings)) {
      values[`settings.${name}`] = String(value);
    }
    return page({ ...loaded, values, errors: noErrors, tested: null as Tested | null });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const id = ctx.params.connectionId!;
    const { connection, plugin } = await load(services, project.id, id);
    const base = `/projects/${project.id}/integrations`;
    const fields = connectionFields(plugin);
    let errors = noErrors;
    let tested: Tested | null = null;
    try {
      const result = await doAction(services, project.id, id, form);
      if (result === null) {
        const input = readConnection(form, fields);
        const entered = Object.keys(input.secret as object).length > 0;
        await updateConnection(services.sync, project.id, id, {
          ...input,
          secret: entered ? input.secret : undefined,
        });
        return done(ctx, `${base}/connections/${id}`, "Saved.");
      }
      if (result.kind === "gone") {
        return done(ctx, `${base}/sources/${connection.source}`, result.text);
      }
      if (result.kind === "notice") return done(ctx, `${base}/connections/${id}`, result.text);
      tested = result;
    } catch (thrown) {
      errors = formErrors(thrown, fieldNames(fields));
    }
    const shown = await load(services, project.id, id);
    const values = form.text("action") === "save"
      ? typedValues(form, fields)
      : storedValues(shown.connection);
    const status = tested ? 200 : 400;
    return page({ ...shown, values, errors, tested }, { status });
  },
});

function storedValues(
  connection: Awaited<ReturnType<typeof load>>["connection"],
): ConnectionValues {
  return {
    name: connection.name,
    frequency: connection.frequency,
    filter_from: connection.filter_from?.toISOString().slice(0, 10) ?? "",
    filter_to: connection.filter_to?.toISOString().slice(0, 10) ?? "",
    ...Object.fromEntries(
      Object.entries(connection.settings).map((
        [name, value],
      ) => [`settings.${name}`, String(value)]),
    ),
  };
}

/** One connection: whether it works, its runs, its settings, and the way out. */
export default define.page<typeof handler>(({ data, state }) => {
  const { connection, plugin, runs, problems, values, errors, tested } = data;
  const project = state.project!;
  const base = `/projects/${project.id}/integrations`;
  const address = `${base}/connections/${connection.id}`;
  const mayChange = can(state.role!, "manage_integrations");
  const open = runs.find(({ status }) => ["queued", "running", "paused"].includes(status));
  const time = now().getTime();
  return (
    <>
      <Head>
        <title>{`${connection.name} · ${project.name}`}</title>
      </Head>
      <LiveParts
        address={`/api/projects/${project.id}/events`}
        events={["sync.updated", "sync.completed", "sync.failed"]}
      />
      <PageHeader
        back={{ href: `${base}/sources/${connection.source}`, label: plugin.manifest.name }}
        title={connection.name}
        description={connection.account_label ?? undefined}
        actions={mayChange && (
          <form method="post" action={address} class="actions">
            <Button type="submit" name="action" value="test">Test</Button>
            {open ? <Button type="submit" name="action" value="cancel">Cancel sync</Button> : (
              <>
                <Button type="submit" name="action" value="full">Full sync</Button>
                <Button type="submit" name="action" value="sync" variant="primary" icon="refresh">
                  Sync now
                </Button>
              </>
            )}
          </form>
        )}
      />
      <div class="page">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        {connection.status === "needs_attention" && (
          <Banner tone="warning" title="Needs attention">
            {`${
              connection.status_message ?? ""
            } Enter the credentials again below; until then nothing is synced.`}
          </Banner>
        )}
        {tested && <PreviewCard account={tested.account} preview={tested.preview} />}
        <div id="sync-runs" data-live>
          <Card title="Runs" flush actions={<ConnectionState connection={connection} />}>
            {runs.length === 0
              ? (
                <p class="card-note muted">
                  Nothing was synced yet. Sync now brings the first conversations.
                </p>
              )
              : (
                <form method="post" action={address}>
                  <RunTable runs={runs} problems={problems} mayRetry={mayChange} now={time} />
                </form>
              )}
          </Card>
        </div>
        {mayChange && (
          <ConnectionSettings
            address={address}
            plugin={plugin}
            values={values}
            errors={errors.fields}
          />
        )}
        {mayChange && <StartFromScratch address={address} disabled={open !== undefined} />}
        {mayChange && <Disconnect address={address} name={connection.name} />}
      </div>
    </>
  );
});
