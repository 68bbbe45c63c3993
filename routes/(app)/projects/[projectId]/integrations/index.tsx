import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/card.tsx";
import { Icon } from "../../../../../components/icon.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { countMonitored } from "../../../../../core/exchange/mod.ts";
import { readAgentSettings } from "../../../../../core/agent/mod.ts";
import { hasKnowledge } from "../../../../../core/knowledge/mod.ts";
import { sourceStats } from "../../../../../core/sessions/mod.ts";
import { selectConnections } from "../../../../../core/sync/mod.ts";
import { selectEndpoints, type WebhookEndpoint } from "../../../../../core/webhooks/mod.ts";
import { define } from "../../../../../server/state.ts";
import { SourceCard } from "./(_parts)/source_card.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const [stats, knows, connections, monitored, endpoints] = await Promise.all([
      sourceStats(sql, project!.id),
      hasKnowledge(sql, project!.id),
      selectConnections(sql, project!.id),
      countMonitored(sql, project!.id),
      selectEndpoints(sql, project!.id),
    ]);
    const counts: Record<string, number> = {};
    for (const { source, amount } of stats) counts[source] = (counts[source] ?? 0) + amount;
    return page({ counts, knows, connections, monitored, endpoints });
  },
});

/** Where a built-in source is set up, below the project's address. */
const setUps: Record<string, [path: string, label: string]> = {
  widget: ["integrations/widget", "Set up"],
  api: ["integrations/api", "How to use it"],
  manual: ["sessions/new", "New session"],
};

/** The ways conversations come in, and the agent that answers them. */
export default define.page<typeof handler>(({ data, state }) => {
  const { counts, knows, connections, monitored, endpoints } = data;
  const { services, project } = state;
  const base = `/projects/${project!.id}`;
  return (
    <>
      <Head>
        <title>{`Integrations · ${project!.name}`}</title>
      </Head>
      <PageHeader
        title="Integrations"
        description="The ways conversations come in, and who answers them first."
      />
      <div class="page">
        <section class="stack">
          <h2>Sources</h2>
          <div class="card-grid">
            {services.plugins.map(({ manifest, sync, channels }) => {
              const pulls: [string, string] = [`integrations/sources/${manifest.id}`, "Connect"];
              const [path, label] = setUps[manifest.id] ?? (sync ? pulls : []);
              return (
                <SourceCard
                  key={manifest.id}
                  manifest={manifest}
                  count={counts[manifest.id] ?? 0}
                  listHref={`${base}/feedback?source=${manifest.id}`}
                  connections={connections.filter(({ source }) => source === manifest.id)}
                  channels={channels ? monitored.get(manifest.id) ?? 0 : undefined}
                  action={path ? { href: `${base}/${path}`, label: label! } : undefined}
                />
              );
            })}
          </div>
        </section>
        <section class="stack">
          <h2>Your programs</h2>
          <div class="card-grid">
            <Card>
              <div class="source-card">
                <div class="source-card-head">
                  <span class="source">
                    <Icon name="bolt" size={14} />
                    Webhooks
                  </span>
                  <span class="subtle text-small">{webhooksText(endpoints)}</span>
                </div>
                <p class="muted">Tell other programs what happens here, as soon as it does.</p>
                <LinkButton href={`${base}/integrations/webhooks`} size="small">
                  {endpoints.length > 0 ? "Open" : "Set up"}
                </LinkButton>
              </div>
            </Card>
          </div>
        </section>
        <section class="stack">
          <h2>Agent</h2>
          <div class="card-grid">
            <Card>
              <div class="source-card">
                <div class="source-card-head">
                  <span class="source">
                    <Icon name="agent" size={14} />
                    {readAgentSettings(project!.settings).name}
                  </span>
                  <span class="subtle text-small">
                    {readAgentSettings(project!.settings).enabled ? "Answers" : "Switched off"}
                  </span>
                </div>
                <p class="muted">{agentText(services.agent.status(), knows)}</p>
                <LinkButton href={`${base}/integrations/agent`} size="small">Set up</LinkButton>
              </div>
            </Card>
          </div>
        </section>
      </div>
    </>
  );
});

function webhooksText(endpoints: WebhookEndpoint[]): string {
  if (endpoints.length === 0) return "None yet";
  const off = endpoints.filter(({ status }) => status === "disabled").length;
  const failing = endpoints.filter((one) => one.status === "enabled" && one.failing_since).length;
  if (off > 0) return `${off} of ${endpoints.length} switched off`;
  return failing > 0 ? `${failing} of ${endpoints.length} failing` : `${endpoints.length} enabled`;
}

function agentText(
  status: { mode: "model" | "quotes"; model: string | null },
  knows: boolean,
): string {
  const how = status.mode === "model"
    ? `Writes answers with ${status.model}.`
    : "Quotes the knowledge word by word; no model is configured.";
  return knows ? how : `${how} It knows nothing yet: add an entry under Knowledge.`;
}
