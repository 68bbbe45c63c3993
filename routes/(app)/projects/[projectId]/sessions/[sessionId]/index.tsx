import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { NeedsHumanBadge } from "../../../../../../components/needs_human_badge.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { SessionAside } from "../../../../../../components/session_aside.tsx";
import { sessionTitle } from "../../../../../../components/session_row.tsx";
import { sourceLabel } from "../../../../../../components/labels.ts";
import { Split } from "../../../../../../components/split.tsx";
import { StatusBadge } from "../../../../../../components/status_badge.tsx";
import { TakeoverBadge } from "../../../../../../components/takeover_badge.tsx";
import type { Session } from "../../../../../../core/contract/mod.ts";
import { readAgentSettings } from "../../../../../../core/agent/mod.ts";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import { newId } from "../../../../../../core/id.ts";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { ReviewSection } from "../../review/(_parts)/review_section.tsx";
import { act } from "./(_parts)/actions.ts";
import { AgentSection } from "./(_parts)/agent_section.tsx";
import { Customer } from "./(_parts)/customer.tsx";
import { IssuesSection } from "./(_parts)/issues_section.tsx";
import { ScopesSection } from "./(_parts)/scopes_section.tsx";
import { SessionActions } from "./(_parts)/session_actions.tsx";
import { SessionBody } from "./(_parts)/session_body.tsx";
import { readSession, SHOWN_MESSAGES } from "./(_parts)/session_data.ts";
import { TagEditor } from "./(_parts)/tag_editor.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const isWhole = ctx.url.searchParams.get("all") === "1";
    const data = await readSession(services, project!.id, ctx.params.sessionId!, isWhole);
    return page({ ...data, isWhole, typed: "", error: null as string | null, isReply: false });
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const { sessionId } = ctx.params;
    const base = `/projects/${input.project.id}/sessions/${sessionId}`;
    try {
      const notice = await act(input, sessionId!);
      const target = input.form.text("do") === "reply" ? `${base}#composer` : base;
      return done(ctx, target, notice);
    } catch (thrown) {
      const error = formErrors(thrown, ["content"]);
      const data = await readSession(input.services, input.project.id, sessionId!, false);
      return page({
        ...data,
        isWhole: false,
        typed: input.form.raw("content"),
        isReply: input.form.text("do") === "reply",
        error: error.fields.content ?? error.form,
      }, { status: 400 });
    }
  },
});

/** One session: what was said or done, the facts beside it, and what can be done now. */
export default define.page<typeof handler>(({ data, state, req, params }) => {
  const { session, messages, contact, tags, isWhole } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const action = `${base}/sessions/${params.sessionId}`;
  const canWrite = can(state.role!, "write");
  const present = now().getTime();
  const title = sessionTitle(session);
  const isChat = session.session_type === "chat";
  // There is no composer to say it at when the session is closed by now.
  const isAtComposer = data.isReply && isChat && session.status === "active";
  const hidden = isWhole ? 0 : Math.max(0, session.message_count - messages.length);
  return (
    <>
      <Head>
        <title>{`${title} · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: listHref(req, base), label: "Feedback" }}
        title={<span id="session-title" data-live title={title}>{title}</span>}
        beside={
          <span id="session-signs" class="signs" data-live>
            <StatusBadge status={session.status} archived={session.is_archived} />
            {session.is_human_takeover && <TakeoverBadge by={session.taken_over_name} />}
            {session.needs_human && <NeedsHumanBadge reason={session.needs_human} />}
          </span>
        }
        actions={canWrite && (
          <div id="session-actions" class="actions" data-live>
            <SessionActions
              session={session}
              action={action}
              canAnswer={isChat && (session.source === "widget" || data.elsewhere !== null)}
            />
          </div>
        )}
      />
      <Split
        label="Facts about the session"
        aside={
          <div id="session-facts" data-live>
            <SessionAside
              session={session}
              now={present}
              takenOverBy={session.taken_over_name}
              tagsSlot={canWrite
                ? <TagEditor tags={session.tags} known={tags} action={action} />
                : undefined}
              contactSlot={
                <Customer
                  contact={contact}
                  base={base}
                  canWrite={canWrite}
                  editHref={`${action}/edit`}
                />
              }
            >
              <ReviewSection
                status={session.analysis_status}
                review={data.review}
                sessionId={session.id}
                base={base}
                canWrite={canWrite}
                now={present}
              />
              <IssuesSection
                issues={data.issues}
                base={base}
                action={action}
                canWrite={canWrite}
              />
              <ScopesSection
                chosen={data.scopeIds}
                scopes={data.scopes}
                base={base}
                action={action}
                canWrite={canWrite}
              />
              <AgentSection
                usage={data.usage}
                prices={state.services.agent.status().prices}
                isExample={data.example !== null}
                hasAnswer={messages.some(({ sender_type }) =>
                  sender_type === "ai" || sender_type === "human_agent"
                )}
                base={base}
                action={action}
                canWrite={canWrite}
              />
            </SessionAside>
          </div>
        }
      >
        <div id="session-needs" data-live>
          {session.needs_human && (
            <div class="page-banner">
              <Banner tone="warning" title="Waiting for a person">{session.needs_human}</Banner>
            </div>
          )}
        </div>
        {data.error && !isAtComposer && (
          <div class="page-banner">
            <Banner tone="danger">{data.error}</Banner>
          </div>
        )}
        {session.custom_fields.truncated === true && (
          <p class="earlier">
            {`Earlier messages may be missing: ${
              sourceLabel(session.source)
            } does not give them all.`}
          </p>
        )}
        {hidden > 0 && (
          <p class="earlier">
            The newest {SHOWN_MESSAGES} of {session.message_count} messages.{" "}
            <a href={`${action}?all=1`}>Show all</a>
          </p>
        )}
        <SessionBody
          session={session}
          messages={messages}
          draft={data.draft}
          elsewhere={data.elsewhere}
          deliveries={data.deliveries}
          agentName={readAgentSettings(project.settings).name}
          me={canWrite ? state.user!.name : null}
          action={action}
          formKey={newId("req")}
          typed={data.typed}
          error={isAtComposer ? data.error : null}
          now={present}
        />
        <div id="session-foot" data-live>
          {isChat && session.status === "closed" && canWrite && (
            <form method="post" action={action} class="closed-foot">
              <span>{closedText(session)}</span>
              <Button type="submit" name="do" value="reopen" size="small">Reopen to answer</Button>
            </form>
          )}
        </div>
      </Split>
    </>
  );
});

/** The list as the reader left it, with its filters and page. */
function listHref(req: Request, base: string): string {
  const list = `${base}/feedback`;
  const from = URL.parse(req.headers.get("referer") ?? "");
  const isOurs = from?.host === new URL(req.url).host && from.pathname === list;
  return isOurs ? list + from.search : list;
}

function closedText({ closed_by, source }: Session): string {
  switch (closed_by) {
    case "idle":
      return "Closed because nobody wrote for a while.";
    case "person":
      return "Closed by a teammate.";
    case "api":
      return "Closed through the API.";
    case "source":
      return source === "manual" ? "Closed." : `Closed in ${sourceLabel(source)}.`;
    default:
      return "Closed.";
  }
}
