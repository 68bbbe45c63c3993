import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { can } from "../../../../../../../core/access/mod.ts";
import { now } from "../../../../../../../core/clock.ts";
import { listFailedDeliveries, liveState } from "../../../../../../../core/exchange/mod.ts";
import {
  selectConnection,
  selectProblems,
  selectRuns,
  updateConnection,
} from "../../../../../../../core/sync/mod.ts";
import LiveParts from "../../../../../../../islands/LiveParts.tsx";
import type { Services } from "../../../../../../../server/services.ts";
import { define } from "../../../../../../../server/state.ts";
import type { FormErrors } from "../../../../../../(_common)/form.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { type ActionResult, doAction } from "../../(_parts)/connection_actions.ts";
import { ConnectionButtons } from "../../(_parts)/connection_buttons.tsx";
import { connectionErrors } from "../../(_parts)/connection_errors.ts";
import { ConnectionFacts } from "../../(_parts)/connection_facts.tsx";
import {
  connectionFields,
  hasNewSettings,
  readConnection,
  storedValues,
  typedValues,
} from "../../(_parts)/connection_form.ts";
import { ConnectionSettings } from "../../(_parts)/connection_settings.tsx";
import { ConnectionState } from "../../(_parts)/connection_state.tsx";
import { ConsentAgain } from "../../(_parts)/consent_form.tsx";
import { consentHeaders, sendToProvider } from "../../(_parts)/consent_start.ts";
import { Disconnect, ReadAgain } from "../../(_parts)/danger_forms.tsx";
import { LiveCard } from "../../(_parts)/live_card.tsx";
import { PreviewCard } from "../../(_parts)/preview_card.tsx";
import { RunTable } from "../../(_parts)/run_table.tsx";

const noErrors: FormErrors = { form: null, fields: {} };
/** How many runs the page shows, and how many problems of each. */
const RUNS = 5;
const PROBLEMS = 50;
/** How many events that failed it shows. */
const FAILED = 20;

type Tested = Extract<ActionResult, { kind: "tested" }>;

async function load(services: Services, projectId: string, connectionId: string) {
  const { sql, plugins, sync } = services;
  const connection = await selectConnection(sql, projectId, connectionId);
  const plugin = plugins.find(({ manifest }) => manifest.id === connection?.source);
  if (!connection || !plugin) throw new HttpError(404);
  const runs = await selectRuns(sql, projectId, connectionId, RUNS);
  const problems = await Promise.all(
    runs.map(async ({ id }) => [id, await selectProblems(sql, projectId, id, PROBLEMS)] as const),
  );
  const live = plugin.receive
    ? {
      state: await liveState(sync, plugin, connection),
      failed: await listFailedDeliveries(sql, projectId, connectionId, FAILED),
    }
    : null;
  return { connection, plugin, runs, problems: new Map(problems), live };
}

export const handler = define.handlers({
  async GET(ctx) {
    const loaded = await load(ctx.state.services, ctx.state.project!.id, ctx.params.connectionId!);
    const values = storedValues(loaded.connection);
    const headers = consentHeaders(ctx.state.services, loaded.plugin);
    return page({
      ...loaded,
      values,
      errors: noErrors,
      way: "",
      tested: null as Tested | null,
    }, { headers });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const id = ctx.params.connectionId!;
    const { connection, plugin } = await load(services, project.id, id);
    const base = `/projects/${project.id}/integrations`;
    const fields = connectionFields(plugin);
    const way = form.text("action");
    const isSave = way === "save";
    const typed = typedValues(form, fields);
    let errors = noErrors;
    let tested: Tested | null = null;
    try {
      if (way === "consent") return await sendToProvider(ctx, plugin, form, connection);
      const result = await doAction(services, connection, form);
      if (result === null) {
        const { settings, secret, ...input } = readConnection(form, fields, true);
        const isEntered = Object.keys(secret as object).length > 0;
        // Only what concerns the credentials is tried: the rest can be changed while a provider is down.
        const isTried = isEntered || connection.status === "needs_attention" ||
          hasNewSettings(typed, storedValues(connection), fields);
        await updateConnection(services.sync, project.id, id, {
          ...input,
          settings: isTried ? settings : undefined,
          secret: isEntered ? secret : undefined,
        });
        return done(ctx, `${base}/connections/${id}`, "Saved.");
      }
      if (result.kind === "gone") {
        return done(ctx, `${base}/sources/${connection.source}`, result.text);
      }
      if (result.kind === "notice") return done(ctx, `${base}/connections/${id}`, result.text);
      tested = result;
    } catch (thrown) {
      errors = connectionErrors(thrown, fields);
      const { sure, ...others } = errors.fields;
      // A test was asked for at the head of the page: what it found is said there.
      if (!isSave && way !== "consent") {
        errors = {
          form: errors.form ?? Object.values(others)[0] ?? null,
          fields: sure ? { sure } : {},
        };
      }
    }
    const shown = await load(services, project.id, id);
    const values = isSave ? typed : storedValues(shown.connection);
    return page({ ...shown, values, errors, way, tested }, {
      status: tested ? 200 : 400,
      headers: consentHeaders(services, plugin),
    });
  },
});

/** One connection: whether it works, its runs, its settings, and the way out. */
export default define.page<typeof handler>(({ data, state }) => {
  const { connection, plugin, runs, problems, live, values, errors, way, tested } = data;
  const { manifest } = plugin;
  const project = state.project!;
  const base = `/projects/${project.id}/integrations`;
  const address = `${base}/connections/${connection.id}`;
  const mayChange = can(state.role!, "manage_integrations");
  const isOpen = runs.some(({ status }) => ["queued", "running", "paused"].includes(status));
  const isFailing = connection.status === "needs_attention";
  return (
    <>
      <Head>
        <title>{`${connection.name} · ${project.name}`}</title>
      </Head>
      <LiveParts
        address={`/api/projects/${project.id}/events`}
        events={["sync.updated", "sync.completed", "sync.failed", "connection.updated"]}
      />
      <PageHeader
        back={{ href: `${base}/sources/${connection.source}`, label: manifest.name }}
        title={connection.name}
        beside={
          <span id="connection-state" data-live>
            <ConnectionState connection={connection} />
          </span>
        }
        description={connection.account_label ?? undefined}
        actions={mayChange && (
          <div id="connection-actions" data-live>
            <ConnectionButtons address={address} isOpen={isOpen} isFailing={isFailing} />
          </div>
        )}
      />
      <div class="page">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <div id="connection-attention" class="contents" data-live>
          {isFailing && (
            <Banner tone="warning" title="Needs attention.">
              {`${connection.status_message ?? ""} `}
              {mayChange
                ? (
                  <a href={plugin.consent ? "#consent" : "#credentials"}>
                    {plugin.consent
                      ? `Connect to ${manifest.name} again`
                      : "Enter the credentials again"}
                  </a>
                )
                : "Ask an owner or admin of the project."}
            </Banner>
          )}
        </div>
        {live && (
          <div id="connection-live" data-live>
            <LiveCard
              {...live}
              name={manifest.name}
              address={address}
              hasChannels={plugin.channels !== undefined}
              mayChange={mayChange}
              now={now().getTime()}
            />
          </div>
        )}
        {tested && (
          <PreviewCard account={tested.account} preview={tested.preview} source={manifest.name} />
        )}
        <div id="sync-runs" data-live>
          <Card
            title="Last runs"
            description={<ConnectionFacts connection={connection} manifest={manifest} />}
            flush
          >
            {runs.length === 0
              ? (
                <p class="card-note muted">
                  Nothing was synced yet. {mayChange
                    ? "Test shows what would come; Sync now brings it."
                    : "An owner or admin can start the first sync."}
                </p>
              )
              : (
                <form method="post" action={address}>
                  <RunTable
                    runs={runs}
                    problems={problems}
                    mayRetry={mayChange && plugin.fetchOne !== undefined}
                    now={now().getTime()}
                  />
                </form>
              )}
          </Card>
        </div>
        {mayChange && (
          <div class="connection-forms">
            <ConnectionSettings
              address={address}
              plugin={plugin}
              values={values}
              errors={way === "consent" ? {} : errors.fields}
              failing={isFailing}
            />
            <div class="stack">
              {plugin.consent && (
                <ConsentAgain
                  plugin={plugin}
                  action={address}
                  values={values}
                  errors={way === "consent" ? errors.fields : {}}
                />
              )}
              <div id="read-again" data-live={errors.fields.sure ? undefined : true}>
                <ReadAgain
                  address={address}
                  disabled={isOpen || isFailing}
                  error={errors.fields.sure}
                />
              </div>
              <Disconnect address={address} name={connection.name} />
            </div>
          </div>
        )}
      </div>
    </>
  );
});
