import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { Button } from "../../../../../components/button.tsx";
import { Card } from "../../../../../components/card.tsx";
import { Checkbox } from "../../../../../components/checkbox.tsx";
import { Input } from "../../../../../components/input.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Select } from "../../../../../components/select.tsx";
import { Textarea } from "../../../../../components/textarea.tsx";
import { can } from "../../../../../core/access/mod.ts";
import {
  agentLanguages,
  agentLimits,
  changeAgentSettings,
  priceOf,
  type Prices,
  readAgentSettings,
  type Tone,
  usageOfDays,
} from "../../../../../core/agent/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { hasKnowledge, listPackages } from "../../../../../core/knowledge/mod.ts";
import type { Project } from "../../../../../core/projects/mod.ts";
import type { Services } from "../../../../../server/services.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { agentChange, agentFields, agentValues, readAgentValues } from "./(_parts)/agent_form.ts";
import { AgentState } from "./(_parts)/agent_state.tsx";
import { AgentUsage } from "./(_parts)/agent_usage.tsx";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const values = agentValues(readAgentSettings(project!.settings));
    return page({ values, errors: noErrors, ...await shownBeside(services, project!) });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const values = readAgentValues(form);
    try {
      const change = agentChange(values, services.agent.status().prices !== null);
      await changeAgentSettings(services.sql, project.id, change);
    } catch (thrown) {
      const errors = formErrors(thrown, agentFields);
      return page({ values, errors, ...await shownBeside(services, project) }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/integrations/agent`, "Saved.");
  },
});

/** What the page shows beside the settings. */
async function shownBeside({ sql }: Services, project: Project) {
  const [knows, packages, days] = await Promise.all([
    hasKnowledge(sql, project.id),
    listPackages(sql, project.id),
    usageOfDays(sql, project.id, 30, now()),
  ]);
  return { knows, packages, days };
}

const toneLabels: Record<Tone, string> = {
  friendly: "Friendly and short",
  formal: "Polite and formal",
  concise: "As brief as can be",
  technical: "Precise, for engineers",
};

const languages = [
  { value: "auto", label: "The visitor's own" },
  ...Object.entries(agentLanguages).map(([value, label]) => ({ value, label })),
];

function priceHelp(prices: Prices, model: string | null): string {
  const { input, output } = priceOf(prices, model);
  return `${model ?? "The model"} costs ${input} to read and ${output} to write a million tokens.`;
}

/** The agent: whether and how it answers. */
export default define.page<typeof handler>(({ data, state }) => {
  const { values, knows, errors, packages, days } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const mayChange = can(state.role!, "manage_integrations");
  const at = errors.fields;
  const status = state.services.agent.status();
  const stored = readAgentSettings(project.settings);
  return (
    <>
      <Head>
        <title>{`Agent · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${base}/integrations`, label: "Integrations" }}
        title="Agent"
        description="Answers customers from your knowledge, until a person takes over."
        actions={
          <>
            <LinkButton href={`${base}/integrations/agent/examples`}>Examples</LinkButton>
            <LinkButton href={`${base}/knowledge`} icon="knowledge">Knowledge</LinkButton>
          </>
        }
      />
      <form method="post" action={`${base}/integrations/agent`} class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <AgentState status={status} knows={knows} base={base} />
        {!mayChange && (
          <Banner>Only owners and admins can change this. You see it as it is.</Banner>
        )}
        <fieldset class="page-fields" disabled={!mayChange}>
          <legend class="visually-hidden">Settings of the agent</legend>
          <Card>
            <Checkbox
              name="enabled"
              value="yes"
              label="Answer customers"
              help="Switched off, conversations wait for your team."
              checked={values.enabled}
            />
            <Input
              label="Name"
              name="name"
              value={values.name}
              maxLength={agentLimits.name}
              autocomplete="off"
              help="What visitors see it called."
              error={at.name}
            />
            <div class="two-columns">
              <Select
                label="Tone"
                name="tone"
                value={values.tone}
                options={Object.entries(toneLabels).map(([value, label]) => ({ value, label }))}
                error={at.tone}
              />
              <Select
                label="Language"
                name="language"
                value={values.language}
                options={languages}
                error={at.language}
              />
            </div>
            <Textarea
              label="Instructions"
              name="instructions"
              value={values.instructions}
              rows={6}
              optional
              placeholder="Be brief. Call our product Harbor. Prices are before tax."
              help="How it should speak and what it should heed. Facts belong into Knowledge: only those are cited."
              error={at.instructions}
            />
            <Textarea
              label="When it hands over"
              name="handover_message"
              value={values.handover_message}
              rows={2}
              optional
              help="Said when it asks your team to go on. Empty: a sentence of its own."
              error={at.handover_message}
            />
          </Card>
          <Card title="What it answers from">
            <Select
              label="Knowledge"
              name="package"
              value={values.package}
              options={packages.map((one) => ({
                value: one.is_default ? "" : one.id,
                label: `${one.name} (${one.source_count} ${
                  one.source_count === 1 ? "entry" : "entries"
                })`,
              }))}
              help="A package of your knowledge. The widget and each channel can have one of their own."
              error={at.package}
            />
            <Input
              label="Model"
              name="model"
              value={values.model}
              placeholder={status.model ?? "No model is configured"}
              optional
              maxLength={agentLimits.model}
              autocomplete="off"
              spellcheck={false}
              help={status.host === null
                ? "Used once a model is configured."
                : `Another model of ${status.host}. Empty: ${status.model}.`}
              error={at.model}
            />
          </Card>
          <Card
            title="Daily budget"
            description="Once it is spent, the agent says so, asks your team and stops until midnight UTC."
          >
            <div class={status.prices ? "two-columns" : undefined}>
              <Input
                label="Tokens a day"
                name="daily_tokens"
                inputMode="numeric"
                value={values.daily_tokens}
                optional
                autocomplete="off"
                help="Read and written. Empty: no limit."
                error={at.daily_tokens}
              />
              {status.prices && (
                <Input
                  label="Money a day"
                  name="daily_cost"
                  inputMode="decimal"
                  value={values.daily_cost}
                  optional
                  autocomplete="off"
                  help={priceHelp(status.prices, stored.model || status.model)}
                  error={at.daily_cost}
                />
              )}
            </div>
          </Card>
          {mayChange && (
            <div class="form-foot">
              <Button type="submit" variant="primary">Save</Button>
            </div>
          )}
        </fieldset>
        <AgentUsage days={days} settings={stored} isPriced={status.prices !== null} />
      </form>
    </>
  );
});
