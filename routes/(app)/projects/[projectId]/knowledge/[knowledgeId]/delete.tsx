import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { deleteKnowledge, getKnowledge } from "../../../../../../core/knowledge/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    return page({ source: await getKnowledge(sql, project!.id, ctx.params.knowledgeId!) });
  },

  async POST(ctx) {
    const { services, project } = await readProjectForm(ctx, "write");
    await deleteKnowledge(services.sql, project.id, ctx.params.knowledgeId!);
    return done(ctx, `/projects/${project.id}/knowledge`, "Deleted.");
  },
});

/** Asks before an entry is gone. */
export default define.page<typeof handler>(({ data: { source }, state }) => {
  const back = `/projects/${state.project!.id}/knowledge/${source.id}`;
  return (
    <>
      <Head>
        <title>{`Delete knowledge · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: "Source" }} title="Delete this source?" />
      <div class="page narrow">
        <Card>
          <p>
            The agent will no longer answer from{" "}
            <strong dir="auto">{source.name}</strong>. Answers already given keep its name as their
            source.
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
