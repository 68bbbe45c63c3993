import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../components/button.tsx";
import { Card } from "../../../../../components/card.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../core/access/mod.ts";
import { transaction } from "../../../../../core/db/mod.ts";
import { createIssue, linkSession, similarIssues } from "../../../../../core/issues/mod.ts";
import { scopeTree } from "../../../../../core/product_scopes/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type FormErrors, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { IssueForm } from "./(_parts)/issue_form.tsx";
import { emptyIssue, issueFields, patchOf, readIssue } from "./(_parts)/issue_values.ts";
import { SimilarList } from "./(_parts)/similar_list.tsx";

const noErrors: FormErrors = { form: null, fields: {} };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const title = (ctx.url.searchParams.get("title") ?? "").slice(0, 200);
    return page({
      values: { ...emptyIssue, title },
      errors: noErrors,
      scopes: await scopeTree(sql, project!.id),
      similar: null,
      sessionId: ctx.url.searchParams.get("session") ?? "",
    });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, actor } = await readProjectForm(ctx, "write");
    const values = readIssue(form);
    const sessionId = form.text("session");
    const text = `${values.title}\n${values.description}`;
    const [scopes, similar] = await Promise.all([
      scopeTree(sql, project.id),
      similarIssues(sql, project.id, text, 5),
    ]);
    if (form.text("do") === "similar") {
      return page({ values, errors: noErrors, scopes, similar, sessionId });
    }
    try {
      const issue = await transaction(sql, async (tx) => {
        const made = await createIssue(tx, project.id, patchOf(values), actor);
        if (sessionId !== "") {
          const link = { sessionId, by: "person" as const, byId: actor.id };
          await linkSession(tx, project.id, made.id, link, actor);
        }
        return made;
      });
      return done(ctx, `/projects/${project.id}/issues/${issue.id}`, "Issue created.");
    } catch (thrown) {
      const errors = formErrors(thrown, issueFields);
      return page({ values, errors, scopes, similar: null, sessionId }, { status: 400 });
    }
  },
});

/** Makes an issue; similar ones can be looked up before. */
export default define.page<typeof handler>(({ data, state }) => {
  const { values, errors, scopes, similar, sessionId } = data;
  const base = `/projects/${state.project!.id}/issues`;
  return (
    <>
      <Head>
        <title>{`New issue · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: base, label: "Issues" }} title="New issue" />
      <IssueForm
        action={`${base}/new`}
        backHref={base}
        values={values}
        errors={errors}
        scopes={scopes}
        submit="Create issue"
      >
        {sessionId !== "" && <input type="hidden" name="session" value={sessionId} />}
        <Card
          title="Is it known already?"
          actions={
            <Button type="submit" name="do" value="similar" size="small" formNoValidate>
              Look for similar issues
            </Button>
          }
        >
          {similar === null
            ? (
              <p class="muted">
                Two issues for one thing split its evidence. Look by title and description first.
              </p>
            )
            : similar.length === 0
            ? <p class="muted">No issue shares enough words with this one.</p>
            : <SimilarList similar={similar} base={base} />}
        </Card>
      </IssueForm>
    </>
  );
});
