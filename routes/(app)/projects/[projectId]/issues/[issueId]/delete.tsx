import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { deleteIssue, getIssue } from "../../../../../../core/issues/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { countOf } from "../(_parts)/count_words.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    return page({ issue: await getIssue(sql, project!.id, ctx.params.issueId!) });
  },

  async POST(ctx) {
    const { services: { sql }, project } = await readProjectForm(ctx, "write");
    await deleteIssue(sql, project.id, ctx.params.issueId!);
    return done(ctx, `/projects/${project.id}/issues`, "Issue deleted.");
  },
});

/** Asks before an issue is gone for good. */
export default define.page<typeof handler>(({ data: { issue }, state }) => {
  const back = `/projects/${state.project!.id}/issues/${issue.id}`;
  return (
    <>
      <Head>
        <title>{`Delete issue · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: issue.title }} title="Delete this issue?" />
      <div class="page narrow">
        <Card>
          <p>
            <strong dir="auto">{issue.title}</strong>{" "}
            with its quotes, brief and history will be gone for good. Its{" "}
            {countOf(issue.session_count, "session stays", "sessions stay")}.
          </p>
          <p class="muted">
            To put an end to it and keep what was learned, close it; to have its evidence counted
            elsewhere, merge it.
          </p>
          <form method="post" action={`${back}/delete`} class="actions">
            <Button type="submit" variant="danger" icon="trash">Delete for good</Button>
            <LinkButton href={back}>Keep it</LinkButton>
          </form>
        </Card>
      </div>
    </>
  );
});
