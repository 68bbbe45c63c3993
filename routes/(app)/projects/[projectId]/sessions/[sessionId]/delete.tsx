import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { sessionTitle } from "../../../../../../components/session_row.tsx";
import { requireAction } from "../../../../../../core/access/mod.ts";
import { notFound } from "../../../../../../core/errors.ts";
import { deleteSession, getSession } from "../../../../../../core/sessions/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action: "write" });
    const session = await getSession(sql, project!.id, ctx.params.sessionId!);
    if (!session) throw notFound("Session");
    return page({ session });
  },

  async POST(ctx) {
    const { services, project } = await readProjectForm(ctx, "write");
    await deleteSession(services.sql, project.id, ctx.params.sessionId!);
    return done(ctx, `/projects/${project.id}/feedback`, "Session deleted.");
  },
});

/** Asks before a session is gone for good. */
export default define.page<typeof handler>(({ data: { session }, state }) => {
  const back = `/projects/${state.project!.id}/sessions/${session.id}`;
  const title = sessionTitle(session);
  const count = session.message_count;
  return (
    <>
      <Head>
        <title>{`Delete session · ${state.project!.name}`}</title>
      </Head>
      <PageHeader back={{ href: back, label: "Session" }} title="Delete this session?" />
      <div class="page narrow">
        <Card>
          <p>
            <strong dir="auto">{title}</strong> and{" "}
            {count === 1 ? "its message" : `its ${count} messages`}{" "}
            will be gone for good, here and in the API. The customer stays.
          </p>
          <p class="muted">
            To keep it out of sight only, archive it instead. A session that a source brought comes
            back if that source delivers it again.
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
