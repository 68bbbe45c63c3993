import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { projectTags } from "../../../../../../core/sessions/mod.ts";
import { createEndpoint } from "../../../../../../core/webhooks/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { entryHeaders as headers } from "../../../../../(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "../../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { EndpointForm } from "./(_parts)/endpoint_form.tsx";
import { emptyEndpoint, endpointFields, readEndpoint } from "./(_parts)/endpoint_values.ts";
import { SecretCard } from "./(_parts)/secret_card.tsx";

type Made = { id: string; secret: string } | null;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const action = "manage_integrations";
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action });
    const tags = await projectTags(sql, project!.id);
    return page({ made: null as Made, values: emptyEndpoint, errors: noErrors, tags });
  },

  async POST(ctx) {
    const { form, services, project, user } = await readProjectForm(ctx, "manage_integrations");
    const values = readEndpoint(form);
    const tags = await projectTags(services.sql, project.id);
    const context = { ...services, allowed: services.allowedHosts };
    try {
      const { endpoint, secret } = await createEndpoint(context, project.id, values, user.id);
      // Here and nowhere else: an address or a cookie would keep it.
      const made: Made = { id: endpoint.id, secret };
      return page({ made, values, errors: noErrors, tags }, { headers });
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, endpointFields);
      return page({ made: null as Made, values, errors, tags }, init);
    }
  },
});

/** Adding a webhook, and the one time its secret is shown. */
export default define.page<typeof handler>(({ data, state }) => {
  const { made, values, errors, tags } = data;
  const base = `/projects/${state.project!.id}/integrations/webhooks`;
  return (
    <>
      <Head>
        <title>{`New webhook · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Webhooks" }}
        title={made ? "Your new webhook" : "New webhook"}
      />
      {made
        ? (
          <div class="page narrow">
            <SecretCard secret={made.secret} doneHref={`${base}/${made.id}`} />
          </div>
        )
        : (
          <EndpointForm
            action={`${base}/new`}
            backHref={base}
            submit="Add webhook"
            values={values}
            errors={errors}
            sources={state.services.sources}
            tags={tags}
          />
        )}
    </>
  );
});
