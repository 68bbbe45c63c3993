import { page } from "fresh";
import { Head } from "fresh/runtime";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { RichText } from "../../../../../../components/rich_text.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import {
  getKnowledge,
  type KnowledgeSourcePatch,
  updateKnowledge,
} from "../../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { knowledgeFields, KnowledgeForm, readKnowledge } from "../(_parts)/knowledge_form.tsx";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const source = await getKnowledge(sql, project!.id, ctx.params.knowledgeId!);
    const { kind, name, url, content } = source;
    return page({ title: name, values: { kind, name, url: url ?? "", content }, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services: { sql }, project } = await readProjectForm(ctx, "write");
    const id = ctx.params.knowledgeId!;
    const values = readKnowledge(form);
    const { name } = await getKnowledge(sql, project.id, id);
    try {
      await updateKnowledge(sql, project.id, id, values as KnowledgeSourcePatch);
    } catch (thrown) {
      const errors = formErrors(thrown, knowledgeFields);
      return page({ title: name, values, errors }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/knowledge`, "Saved. Answers use it from now on.");
  },
});

/** One entry of the knowledge: a form for those who may change it, else the text. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const base = `/projects/${state.project!.id}/knowledge`;
  const action = `${base}/${params.knowledgeId}`;
  const { title, values, errors } = data;
  return (
    <>
      <Head>
        <title>{`${title} · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Knowledge" }} title={title} />
      {can(state.role!, "write")
        ? (
          <KnowledgeForm
            action={action}
            backHref={base}
            submit="Save"
            values={values}
            errors={errors}
          >
            <LinkButton class="at-start" href={`${action}/delete`} variant="danger" icon="trash">
              Delete
            </LinkButton>
          </KnowledgeForm>
        )
        : (
          <div class="page narrow">
            <RichText text={values.content} markdown={values.kind !== "text"} />
          </div>
        )}
    </>
  );
});
