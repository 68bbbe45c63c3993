import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { can, createKey } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { define } from "../../../../../server/state.ts";
import { publicAddress } from "../../../../(_common)/address.ts";
import { entryHeaders as headers } from "../../../../(_entry)/entry_headers.ts";
import { failedForm, noErrors } from "../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { emptyKeyForm, readKeyForm } from "./(_parts)/key_form_model.ts";
import { KeyFormCard } from "./(_parts)/key_form.tsx";
import { NewKey } from "./(_parts)/new_key.tsx";

const FIELDS = ["name", "scope", "plan", "expiry", "date", "addresses"];

export const handler = define.handlers({
  GET: () => page({ created: null, typed: emptyKeyForm, errors: noErrors }),

  async POST(ctx) {
    const { form, project, services, user } = await readProjectForm(ctx, "manage_keys");
    const typed = {
      name: form.text("name"),
      scope: form.text("scope"),
      plan: form.text("plan"),
      expiry: form.text("expiry"),
      date: form.text("date"),
      addresses: form.raw("addresses"),
    };
    try {
      const at = now();
      const wanted = readKeyForm(typed, at);
      const { key } = await createKey(
        services.sql,
        { ...wanted, projectId: project.id, createdBy: user.id },
        at,
      );
      // Here and nowhere else: an address or a cookie would keep it.
      return page({ created: { key, ...wanted }, typed, errors: noErrors }, { headers });
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, FIELDS);
      return page({ created: null, typed, errors }, init);
    }
  },
});

/** Making a key, and the one time it is shown. */
export default define.page<typeof handler>(({ data, state, req }) => {
  const project = state.project!;
  const base = `/projects/${project.id}/access`;
  const { created, typed, errors } = data;
  return (
    <>
      <Head>
        <title>{`New key · ${project.name}`}</title>
      </Head>
      <PageHeader
        title={created ? "Your new key" : "New key"}
        back={{ href: base, label: "Access" }}
      />
      <div class="page narrow">
        {created
          ? (
            <NewKey
              created={created}
              projectId={project.id}
              address={publicAddress(req, state)}
              doneHref={base}
            />
          )
          : can(state.role!, "manage_keys")
          ? <KeyFormCard typed={typed} errors={errors} projectPlan={project.plan} backHref={base} />
          : (
            <Banner>
              {`Your role here is ${state.role}. Keys are in the hands of owners and admins: ask one of them.`}
            </Banner>
          )}
      </div>
    </>
  );
});
