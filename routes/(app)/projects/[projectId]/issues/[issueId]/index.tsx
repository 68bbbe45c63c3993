import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AsideSection } from "../../../../../../components/aside_section.tsx";
import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { FactList } from "../../../../../../components/fact_list.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../../components/pagination.tsx";
import { Split } from "../../../../../../components/split.tsx";
import { Time } from "../../../../../../components/time.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import LiveParts from "../../../../../../islands/LiveParts.tsx";
import { define } from "../../../../../../server/state.ts";
import { formErrors } from "../../../../../(_common)/form.ts";
import { done } from "../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { IssueStatusBadge, PriorityBadge } from "../(_parts)/badges.tsx";
import { countOf } from "../(_parts)/count_words.ts";
import { typeLabels } from "../(_parts)/labels.ts";
import { SimilarList } from "../(_parts)/similar_list.tsx";
import { actOnIssue } from "./(_parts)/actions.ts";
import { BriefCard } from "./(_parts)/brief_card.tsx";
import { EvidenceList } from "./(_parts)/evidence_list.tsx";
import { History } from "./(_parts)/history.tsx";
import { IssueActions } from "./(_parts)/issue_actions.tsx";
import { readIssueData } from "./(_parts)/issue_data.ts";
import { PrioritySection } from "./(_parts)/priority_section.tsx";
import { ReachSection } from "./(_parts)/reach_section.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const cursor = ctx.url.searchParams.get("cursor") ?? undefined;
    const data = await readIssueData(services.sql, project!.id, ctx.params.issueId!, cursor);
    return page({ ...data, isFirst: !cursor, error: null as string | null });
  },

  async POST(ctx) {
    const input = await readProjectForm(ctx, "write");
    const issueId = ctx.params.issueId!;
    const base = `/projects/${input.project.id}/issues`;
    try {
      const { notice, path } = await actOnIssue(input, issueId, ctx.req.signal);
      return done(ctx, `${base}${path ?? `/${issueId}`}`, notice);
    } catch (thrown) {
      const { form, fields } = formErrors(thrown, []);
      const data = await readIssueData(input.services.sql, input.project.id, issueId);
      const error = form ?? Object.values(fields)[0] ?? "It could not be done.";
      return page({ ...data, isFirst: true, error }, { status: 400 });
    }
  },
});

/** One issue: its brief and evidence, and beside them the figures it is weighed by. */
export default define.page<typeof handler>(({ data, state, params }) => {
  const { issue, evidence, companies, similar, changes } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const list = `${base}/issues`;
  const action = `${list}/${params.issueId}`;
  const canWrite = can(state.role!, "write") && issue.merged_into === null;
  const present = now().getTime();
  const scopes = data.scopes.filter(({ id }) => issue.product_scopes.includes(id));
  return (
    <>
      <Head>
        <title>{`${issue.title} · ${project.name}`}</title>
      </Head>
      <LiveParts
        address={`/api/projects/${encodeURIComponent(project.id)}/events`}
        events={["issue.updated", "issue.deleted"]}
        about={{ issue_id: issue.id }}
      />
      <PageHeader
        back={{ href: list, label: "Issues" }}
        title={<span id="issue-title" data-live title={issue.title}>{issue.title}</span>}
        beside={
          <span id="issue-signs" class="signs" data-live>
            <IssueStatusBadge status={issue.status} closedAs={issue.closed_as} />
            <PriorityBadge level={issue.priority} overridden={issue.priority_override !== null} />
          </span>
        }
        actions={canWrite && (
          <div id="issue-actions" class="actions" data-live>
            <IssueActions issue={issue} action={action} />
          </div>
        )}
      />
      <Split
        label="Figures of the issue"
        aside={
          <div id="issue-figures" data-live>
            <PrioritySection issue={issue} />
            <ReachSection issue={issue} companies={companies} base={base} />
            <AsideSection title="Issue">
              <FactList
                facts={[
                  { name: "Type", value: typeLabels[issue.type] },
                  {
                    name: "Scopes",
                    value: scopes.length === 0 ? <span class="subtle">None</span> : (
                      <>
                        {scopes.map(({ id, path }) => (
                          <div key={id}>
                            <a href={`${list}?productScopeIds=${id}`} dir="auto">{path}</a>
                          </div>
                        ))}
                      </>
                    ),
                  },
                  { name: "Created", value: <Time at={issue.created_at} now={present} /> },
                  {
                    name: "Last evidence",
                    value: issue.last_evidence_at
                      ? <Time at={issue.last_evidence_at} now={present} />
                      : <span class="subtle">None</span>,
                  },
                  { name: "Id", value: <code class="mono">{issue.id}</code> },
                ]}
              />
            </AsideSection>
            {similar.length > 0 && (
              <AsideSection title="Similar issues">
                <SimilarList
                  similar={similar}
                  base={list}
                  actionOf={canWrite
                    ? (other) => (
                      <LinkButton
                        href={`${action}/merge?into=${other.id}`}
                        size="small"
                        variant="quiet"
                      >
                        Merge…
                      </LinkButton>
                    )
                    : undefined}
                />
              </AsideSection>
            )}
            <AsideSection title="History">
              <History changes={changes} base={list} now={present} />
            </AsideSection>
          </div>
        }
      >
        <div class="page issue-main">
          {data.error && <Banner tone="danger">{data.error}</Banner>}
          <div id="issue-state" class="contents" data-live>
            {issue.merged_into && (
              <Banner
                tone="info"
                title="Merged"
                actions={
                  <LinkButton href={`${list}/${issue.merged_into}`} size="small">
                    Open it
                  </LinkButton>
                }
              >
                Another issue took over all of its evidence.
              </Banner>
            )}
            {issue.closed_as === "done" && issue.session_count > 0 && (
              <Banner
                tone="success"
                title="Done"
                actions={
                  <LinkButton href={`${action}/asked`} size="small">
                    Tell those who asked
                  </LinkButton>
                }
              >
                {`${
                  countOf(issue.contact_count + issue.unknown_count, "person", "people")
                } asked for it.`}
              </Banner>
            )}
          </div>
          {/* A brief by rules begins with it. */}
          <div id="issue-brief" class="contents" data-live>
            {issue.description && issue.brief_source !== "generated" && (
              <p class="issue-text" dir="auto">{issue.description}</p>
            )}
            <BriefCard
              issue={issue}
              action={action}
              canWrite={canWrite}
              hasModel={state.services.model !== null}
              now={present}
            />
          </div>
          <div id="issue-evidence" class="contents" data-live>
            <Card
              title="Evidence"
              description={issue.session_count === 0
                ? undefined
                : `${countOf(issue.session_count, "session", "sessions")}, newest activity first.`}
              flush
            >
              {evidence.evidence.length === 0
                ? (
                  <div class="card-body">
                    <p class="muted">
                      {"No session is linked yet. Open one of the "}
                      <a href={`${base}/feedback`}>feedback</a>
                      {" and choose “Link an issue” beside it."}
                    </p>
                  </div>
                )
                : (
                  <EvidenceList
                    evidence={evidence.evidence}
                    base={base}
                    action={action}
                    canWrite={canWrite}
                    now={present}
                  />
                )}
              {(evidence.nextCursor || !data.isFirst) && (
                <Pagination
                  previousHref={data.isFirst ? null : action}
                  nextHref={evidence.nextCursor
                    ? `${action}?cursor=${encodeURIComponent(evidence.nextCursor)}`
                    : null}
                />
              )}
            </Card>
          </div>
        </div>
      </Split>
    </>
  );
});
