import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../../core/access/mod.ts";
import { projectTags } from "../../../../../../../core/sessions/mod.ts";
import { getEndpoint, updateEndpoint } from "../../../../../../../core/webhooks/mod.ts";
import { define } from "../../../../../../../server/state.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { failedForm, noErrors } from "../../../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { EndpointForm } from "../(_parts)/endpoint_form.tsx";
import { endpointFields, readEndpoint, valuesOf } from "../(_parts)/endpoint_values.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const action = "manage_integrations";
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action });
    const endpoint = await getEndpoint(sql, project!.id, ctx.params.webhookId!);
    const tags = await projectTags(sql, project!.id);
    return page({ values: valuesOf(endpoint), errors: noErrors, tags });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const id = ctx.params.webhookId!;
    const values = readEndpoint(form);
    const context = { ...services, allowed: services.allowedHosts };
    try {
      await updateEndpoint(context, project.id, id, values);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, endpointFields);
      const tags = await projectTags(services.sql, project.id);
      return page({ values, errors, tags }, init);
    }
    return done(ctx, `/projects/${project.id}/integrations/webhooks/${id}`, "Saved.");
  },
});

/** Changing where a webhook leads and what it is told. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const base = `/projects/${state.project!.id}/integrations/webhooks/${params.webhookId}`;
  return (
    <>
      <Head>
        <title>{`Change webhook · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Webhook" }} title="Change webhook" />
      <EndpointForm
        action={`${base}/edit`}
        backHref={base}
        submit="Save"
        sources={state.services.sources}
        {...data}
      />
    </>
  );
});
