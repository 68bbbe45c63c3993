import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../core/access/mod.ts";
import {
  createKnowledge,
  DEFAULT_PACKAGE,
  listPackages,
  type NewKnowledgeSource,
} from "../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { AddTabs } from "./(_parts)/add_tabs.tsx";
import { knowledgeFields, KnowledgeForm, readKnowledge } from "./(_parts)/knowledge_form.tsx";
import { PackageChoice } from "./(_parts)/source_form.tsx";

const empty = { kind: "markdown", name: "", url: "", content: "" };
const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const packages = await listPackages(sql, project!.id);
    return page({ values: empty, errors: noErrors, packages, chosen: [DEFAULT_PACKAGE] });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "write");
    const values = readKnowledge(form);
    const chosen = form.all("package_ids");
    try {
      const entry = { ...values, package_ids: chosen } as NewKnowledgeSource;
      await createKnowledge(services.sql, project.id, entry);
    } catch (thrown) {
      const packages = await listPackages(services.sql, project.id);
      const errors = formErrors(thrown, knowledgeFields);
      return page({ values, errors, packages, chosen }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/knowledge`, "Added. The agent can use it now.");
  },
});

/** Adds an entry to the knowledge. */
export default define.page<typeof handler>(({ data, state }) => {
  const base = `/projects/${state.project!.id}/knowledge`;
  const { values, errors, packages, chosen } = data;
  return (
    <>
      <Head>
        <title>{`Add knowledge · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Knowledge" }} title="Add a source" />
      <AddTabs base={base} current="new" />
      <KnowledgeForm
        action={`${base}/new`}
        backHref={base}
        submit="Add entry"
        values={values}
        errors={errors}
        fields={<PackageChoice packages={packages} chosen={chosen} />}
      />
    </>
  );
});
