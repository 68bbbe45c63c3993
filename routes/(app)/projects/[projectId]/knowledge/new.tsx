import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../core/access/mod.ts";
import { createKnowledge, type NewKnowledgeSource } from "../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { AddTabs } from "./(_parts)/add_tabs.tsx";
import { knowledgeFields, KnowledgeForm, readKnowledge } from "./(_parts)/knowledge_form.tsx";

const empty = { kind: "markdown", name: "", url: "", content: "" };
const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    return page({ values: empty, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "write");
    const values = readKnowledge(form);
    try {
      await createKnowledge(services.sql, project.id, values as NewKnowledgeSource);
    } catch (thrown) {
      return page({ values, errors: formErrors(thrown, knowledgeFields) }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/knowledge`, "Added. The agent can use it now.");
  },
});

/** Adds an entry to the knowledge. */
export default define.page<typeof handler>(({ data, state }) => {
  const base = `/projects/${state.project!.id}/knowledge`;
  return (
    <>
      <Head>
        <title>{`Add knowledge · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Knowledge" }} title="Add a source" />
      <AddTabs base={base} current="new" />
      <KnowledgeForm action={`${base}/new`} backHref={base} submit="Add entry" {...data} />
    </>
  );
});
