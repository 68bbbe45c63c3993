import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../../components/pagination.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import { getIssue, listAskers, sendNote } from "../../../../../../core/issues/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { AskerCard } from "./(_parts)/asker_card.tsx";

/** People on one page. */
const PEOPLE = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const after = ctx.url.searchParams.get("after");
    const issue = await getIssue(sql, project!.id, ctx.params.issueId!);
    const list = await listAskers(sql, project!.id, issue.id, { limit: PEOPLE, after });
    return page({
      issue,
      list,
      after,
      error: null as string | null,
      failed: null as { personId: string; text: string } | null,
    });
  },

  async POST(ctx) {
    const { form, services: { sql }, project, teammate } = await readProjectForm(ctx, "write");
    const issueId = ctx.params.issueId!;
    const after = form.text("after") || null;
    const note = {
      personId: form.text("person"),
      sessionId: form.text("session"),
      text: form.text("text"),
      isByHand: form.text("do") === "by_hand",
    };
    try {
      const way = await sendNote(sql, project.id, issueId, note, teammate);
      const path = `/projects/${project.id}/issues/${issueId}/asked`;
      const notice = way === "sent" ? "Sent." : "Noted as sent.";
      const place = `${after ? `?after=${encodeURIComponent(after)}` : ""}#${note.personId}`;
      return done(ctx, path + place, notice);
    } catch (thrown) {
      const { form: whole, fields } = formErrors(thrown, ["text", "session_id"]);
      const issue = await getIssue(sql, project.id, issueId);
      const list = await listAskers(sql, project.id, issueId, { limit: PEOPLE, after });
      const error = whole ?? fields.text ?? fields.session_id ?? null;
      const failed = { personId: note.personId, text: note.text };
      return page({ issue, list, after, error, failed }, { status: 400 });
    }
  },
});

/** Who asked for an issue, and the note that it is done: each sent by a person, each once. */
export default define.page<typeof handler>(({ data, state }) => {
  const { issue, list, after, error, failed } = data;
  const base = `/projects/${state.project!.id}`;
  const back = `${base}/issues/${issue.id}`;
  const isDone = issue.closed_as === "done";
  const canSend = can(state.role!, "write") && isDone;
  const present = now().getTime();
  return (
    <>
      <Head>
        <title>{`Who asked · ${issue.title} · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: back, label: issue.title }}
        title="Who asked"
        description="Each person once, with the conversation through which they are reached best."
      />
      <div class="page narrow">
        {error && <Banner tone="danger">{error}</Banner>}
        {!isDone && list.askers.length > 0 && (
          <Banner tone="info">
            Once the issue is closed as done, each of them can be told here, through the channel
            they used.
          </Banner>
        )}
        {list.askers.length === 0
          ? (
            <EmptyState
              compact
              title="Nobody yet"
              text="No session is linked to this issue. Link some, and those who wrote them are listed here."
            />
          )
          : list.askers.map((asker) => (
            <AskerCard
              key={asker.person_id}
              asker={asker}
              issue={issue}
              base={base}
              action={`${back}/asked`}
              after={after}
              canSend={canSend}
              typed={failed?.personId === asker.person_id ? failed.text : null}
              now={present}
            />
          ))}
        {(list.next || after) && (
          <Card flush>
            <Pagination
              previousHref={after ? `${back}/asked` : null}
              nextHref={list.next ? `${back}/asked?after=${encodeURIComponent(list.next)}` : null}
            />
          </Card>
        )}
      </div>
    </>
  );
});
