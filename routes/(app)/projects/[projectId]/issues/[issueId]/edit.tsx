import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { getIssue, isOpen, updateIssue } from "../../../../../../core/issues/mod.ts";
import { scopeTree } from "../../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { IssueForm } from "../(_parts)/issue_form.tsx";
import { issueFields, patchOf, readIssue, valuesOf } from "../(_parts)/issue_values.ts";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const [issue, scopes] = await Promise.all([
      getIssue(sql, project!.id, ctx.params.issueId!),
      scopeTree(sql, project!.id),
    ]);
    const { title, status } = issue;
    return page({
      values: valuesOf(issue),
      errors: noErrors,
      scopes,
      title,
      isOpen: isOpen(status),
    });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, actor } = await readProjectForm(ctx, "write");
    const issueId = ctx.params.issueId!;
    const values = readIssue(form);
    const { title, status } = await getIssue(sql, project.id, issueId);
    try {
      await updateIssue(sql, project.id, issueId, patchOf(values), actor);
    } catch (thrown) {
      const errors = formErrors(thrown, issueFields);
      const scopes = await scopeTree(sql, project.id);
      return page({ values, errors, scopes, title, isOpen: isOpen(status) }, { status: 400 });
    }
    return done(ctx, `/projects/${project.id}/issues/${issueId}`, "Saved.");
  },
});

/** Title, description, type, scores and scopes of an issue. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const { values, errors, scopes, title } = data;
  const back = `/projects/${state.project!.id}/issues/${params.issueId}`;
  return (
    <>
      <Head>
        <title>{`Edit issue · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: title }} title="Edit issue" />
      <IssueForm
        action={`${back}/edit`}
        backHref={back}
        values={values}
        errors={errors}
        scopes={scopes}
        submit="Save"
        isClosed={!data.isOpen}
      />
    </>
  );
});
