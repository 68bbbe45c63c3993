import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { CopyField } from "../../../../../../components/copy_field.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { Time } from "../../../../../../components/time.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { identitySecretState } from "../../../../../../core/visitors/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import { listPackages } from "../../../../../../core/knowledge/mod.ts";
import { updateProject } from "../../../../../../core/projects/mod.ts";
import type { Services } from "../../../../../../server/services.ts";
import { define } from "../../../../../../server/state.ts";
import { publicAddress } from "../../../../../(_common)/address.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { widgetSnippet } from "../../(_parts)/snippets.ts";
import {
  readWidgetValues,
  widgetFields,
  widgetPatch,
  widgetValues,
} from "../(_parts)/widget_form.ts";

const noErrors: FormErrors = { form: null, fields: {} };
const exampleOrigins = "https://www.example.com\nhttps://*.example.com";

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    widgetOf(services);
    const values = widgetValues(project!);
    return page({ values, errors: noErrors, ...await shownBeside(services, project!.id) });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const values = readWidgetValues(form);
    const beside = await shownBeside(services, project.id);
    try {
      const packages = beside.packages.map(({ id }) => id);
      const settings = widgetPatch(values, project, widgetOf(services), packages);
      await updateProject(services.sql, project.id, { settings });
    } catch (thrown) {
      const errors = formErrors(thrown, widgetFields);
      return page({ values, errors, ...beside }, { status: 400 });
    }
    return done(
      ctx,
      `/projects/${project.id}/integrations/widget`,
      "Saved. Pages show it within a minute.",
    );
  },
});

/** What the page shows beside the settings. */
async function shownBeside({ sql }: Services, projectId: string) {
  const [identity, packages] = await Promise.all([
    identitySecretState(sql, projectId),
    listPackages(sql, projectId),
  ]);
  return { identity, packages };
}

function widgetOf({ plugins }: Services) {
  const plugin = plugins.find(({ manifest }) => manifest.id === "widget");
  if (!plugin) throw notFound("Widget");
  return plugin;
}

/** The widget: how it gets on a page, how it looks, and where it may be. */
export default define.page<typeof handler>(({ data, state, req }) => {
  const { values, errors, identity, packages } = data;
  const project = state.project!;
  const base = `/projects/${project.id}/integrations`;
  const mayChange = can(state.role!, "manage_integrations");
  const at = errors.fields;
  return (
    <>
      <Head>
        <title>{`Widget · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Integrations" }}
        title="Widget"
        description="A chat on your own site, answered by the agent or by your team."
        actions={
          <LinkButton href={`${base}/widget/preview`} target="_blank" iconEnd="external">
            Open a test page
          </LinkButton>
        }
      />
      <form method="post" action={`${base}/widget`} class="page narrow">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        {!mayChange && (
          <Banner>Only owners and admins can change this. You see it as it is.</Banner>
        )}
        <Card title="On your site">
          <CopyField
            label="Before </body> of every page that shall show it"
            text={widgetSnippet(publicAddress(req, state), project.id)}
          />
        </Card>
        <fieldset class="page-fields" disabled={!mayChange}>
          <legend class="visually-hidden">Settings of the widget</legend>
          <Card title="How it looks and speaks">
            <Input
              label="Title"
              name="title"
              value={values.title}
              placeholder={project.name}
              optional
              maxLength={80}
              autocomplete="off"
              help="Above the greeting. Empty: the project's name."
              error={at.title}
            />
            <Textarea
              label="Greeting"
              name="greeting"
              value={values.greeting}
              rows={2}
              maxLength={1000}
              help="What visitors read first."
              error={at.greeting}
            />
            <div class="two-columns">
              <Input
                label="Agent's name"
                name="agent_name"
                value={values.agentName}
                placeholder="Assistant"
                optional
                maxLength={80}
                autocomplete="off"
                error={at.agent_name}
              />
              <Input
                label="Accent colour"
                name="color"
                value={values.color}
                placeholder="#0b6b57"
                optional
                maxLength={7}
                autocomplete="off"
                spellcheck={false}
                help="Of the button and the visitor's own messages."
                error={at.color}
              />
            </div>
          </Card>
          <Card title="What it answers from">
            <Select
              label="Knowledge"
              name="package"
              value={values.package}
              options={[
                { value: "", label: "The agent's own" },
                ...packages.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              help="A package of your knowledge, for the widget alone."
              error={at.package}
            />
          </Card>
          <Card title="Where it may be" description="Empty: every site.">
            <Textarea
              label="Allowed origins"
              name="allowed_origins"
              value={values.origins}
              rows={4}
              mono
              spellcheck={false}
              placeholder={exampleOrigins}
              help="One a line. Once one is set, all others are refused; this test page always may."
              error={at.allowed_origins}
            />
          </Card>
          <Card
            title="Who visitors are"
            description="Your server signs the id or e-mail address of whoever is signed in, so that nobody can pass for somebody else."
          >
            <Checkbox
              name="require_verified_identity"
              value="yes"
              label="Require verified identity"
              help="Visitors without a valid signature are anonymous: what the page says of them is kept beside the conversation and leads to no contact."
              checked={values.requireVerified}
            />
            <p class="subtle">
              {identity
                ? (
                  <>
                    {`The secret ends in ${identity.hint}, made `}
                    <Time at={identity.createdAt} format="full" />.
                  </>
                )
                : "There is no secret yet."}{" "}
              <a href={`${base}/widget/identity`}>
                {identity ? "Make a new one, or see how to sign" : "Make one and see how to sign"}
              </a>
            </p>
          </Card>
          <Card title="When nobody writes">
            <Input
              label="Close a conversation after so many minutes"
              name="idle_minutes"
              type="number"
              min={1}
              max={10080}
              value={values.idleMinutes}
              placeholder={String(state.services.config.idleMinutes)}
              optional
              help="The visitor is told, and a new message opens a new session."
              error={at.idle_minutes}
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
