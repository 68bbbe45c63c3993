import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { Button } from "../../../../../components/button.tsx";
import { Card } from "../../../../../components/card.tsx";
import { Checkbox } from "../../../../../components/checkbox.tsx";
import { Input } from "../../../../../components/input.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Textarea } from "../../../../../components/textarea.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { type AgentSettings, readAgentSettings } from "../../../../../core/agent/mod.ts";
import { type ErrorDetail, invalidFields } from "../../../../../core/errors.ts";
import { hasKnowledge } from "../../../../../core/knowledge/mod.ts";
import { updateProject } from "../../../../../core/projects/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { AgentState } from "./(_parts)/agent_state.tsx";

const noErrors: FormErrors = { form: null, fields: {} };
const limits = { name: 80, instructions: 8_000, handover_message: 1_000 } as const;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    return page({
      values: readAgentSettings(project!.settings),
      knows: await hasKnowledge(sql, project!.id),
      errors: noErrors,
    });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "manage_integrations");
    const values: AgentSettings = {
      enabled: form.has("enabled"),
      name: form.text("name"),
      instructions: form.text("instructions"),
      handover_message: form.text("handover_message"),
    };
    try {
      checkLengths(values);
      await updateProject(sql, project.id, { settings: { agent: values } });
    } catch (thrown) {
      const errors = formErrors(thrown, Object.keys(limits));
      const knows = await hasKnowledge(sql, project.id);
      return page({ values, knows, errors }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/integrations/agent`, "Saved.");
  },
});

function checkLengths(values: AgentSettings): void {
  const faults: ErrorDetail[] = [];
  for (const [field, most] of Object.entries(limits)) {
    if (values[field as keyof typeof limits].length > most) {
      const message = `This is too long. Use at most ${most.toLocaleString("en-US")} characters.`;
      faults.push({ field, message });
    }
  }
  if (faults.length > 0) throw invalidFields(faults);
}

/** The agent: whether and how it answers. */
export default define.page<typeof handler>(({ data: { values, knows, errors }, state }) => {
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const mayChange = can(state.role!, "manage_integrations");
  const at = errors.fields;
  return (
    <>
      <Head>
        <title>{`Agent · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${base}/integrations`, label: "Integrations" }}
        title="Agent"
        description="Answers in the widget from your knowledge, until a person takes over."
        actions={<LinkButton href={`${base}/knowledge`} icon="knowledge">Knowledge</LinkButton>}
      />
      <form method="post" action={`${base}/integrations/agent`} class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <AgentState status={state.services.agent.status()} knows={knows} base={base} />
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
              maxLength={limits.name}
              autocomplete="off"
              help="What visitors see it called."
              error={at.name}
            />
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
          {mayChange && (
            <div class="form-foot">
              <Button type="submit" variant="primary">Save</Button>
            </div>
          )}
        </fieldset>
      </form>
    </>
  );
});
