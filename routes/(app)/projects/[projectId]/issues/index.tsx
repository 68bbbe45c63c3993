import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { Tabs } from "../../../../../components/tabs.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import LiveList from "../../../../../islands/LiveList.tsx";
import { define } from "../../../../../server/state.ts";
import { ShortcutHelp } from "../feedback/(_parts)/shortcut_help.tsx";
import { tidyAddress } from "../feedback/(_parts)/list_query.ts";
import { countOf, fullAmount } from "./(_parts)/count_words.ts";
import { IssueFilters } from "./(_parts)/issue_filters.tsx";
import { IssueTable } from "./(_parts)/issue_table.tsx";
import { readIssueList } from "./(_parts)/list_data.ts";
import { isNarrowed, issueQueryText, readIssueQuery, VIEWS } from "./(_parts)/list_query.ts";

const viewLabels = { open: "Open", closed: "Closed", all: "All" } as const;

export const handler = define.handlers({
  async GET(ctx) {
    const tidy = tidyAddress(ctx.url);
    if (tidy !== null) return ctx.redirect(tidy, 303);
    const { services, project } = ctx.state;
    const query = readIssueQuery(ctx.url.searchParams);
    const list = await readIssueList(services.sql, project!.id, query);
    const isPastEnd = query.cursor && (list.previousCursor === null || list.issues.length === 0);
    if (isPastEnd) {
      return ctx.redirect(ctx.url.pathname + issueQueryText({ ...query, cursor: null }), 303);
    }
    return page({ list, query, now: now().getTime() });
  },
});

/** The issues of a project: what customers ask for, most pressing first. */
export default define.page<typeof handler>(({ data, state }) => {
  const { list, query } = data;
  const base = `/projects/${state.project!.id}`;
  const action = `${base}/issues`;
  const canWrite = can(state.role!, "write");
  const narrowed = isNarrowed(query);
  // Elsewhere rows would jump about under the reader: there new ones are only told of.
  const isTop = list.previousCursor === null && !narrowed;
  const isEmpty = list.issues.length === 0;
  const withCursor = (cursor: string | null) =>
    cursor === null ? null : action + issueQueryText({ ...query, cursor });
  return (
    <>
      <Head>
        <title>{`Issues · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Issues"
        actions={
          <>
            {!isEmpty && (
              <LinkButton
                href={`${action}/export${issueQueryText(query)}`}
                variant="quiet"
                download
              >
                CSV
              </LinkButton>
            )}
            {canWrite && (
              <LinkButton href={`${action}/new`} variant="primary" icon="plus">
                New issue
              </LinkButton>
            )}
          </>
        }
      />
      <Tabs
        label="Which issues"
        tabs={VIEWS.map((view) => ({
          href: action +
            issueQueryText({ ...query, view, filter: { ...query.filter, status: undefined } }),
          label: viewLabels[view],
          current: view === query.view,
        }))}
      />
      <IssueFilters
        action={action}
        query={query}
        scopes={list.scopes}
        tags={list.tags}
        names={list.names}
      />
      {query.ignored.length > 0 && (
        <div class="page-banner">
          <Banner tone="warning">{`Left out of the filters: ${query.ignored.join("; ")}.`}</Banner>
        </div>
      )}
      <LiveList
        of="issue"
        projectId={state.project!.id}
        isLive={isTop}
        topHref={action + issueQueryText({ ...query, cursor: null })}
      />
      <div class="session-list" id="issue-list">
        {isEmpty
          ? (
            <EmptyState
              compact={narrowed || query.view !== "open"}
              title={narrowed
                ? "No issue matches"
                : query.view === "closed"
                ? "Nothing is closed yet"
                : "No open issues"}
              text={narrowed
                ? "Try fewer filters, or other words: search finds words in titles, descriptions and quotes by their beginning."
                : "An issue collects what several customers ask for or suffer from, with their words as evidence. Make one here, or from a message of a session."}
              actions={narrowed
                ? <LinkButton href={action}>Clear all filters</LinkButton>
                : canWrite && query.view !== "closed" && (
                  <>
                    <LinkButton href={`${action}/new`} variant="primary" icon="plus">
                      New issue
                    </LinkButton>
                    <LinkButton href={`${base}/feedback`}>Read the feedback</LinkButton>
                  </>
                )}
            />
          )
          : (
            <>
              <IssueTable
                issues={list.issues}
                hrefOf={({ id }) => `${action}/${id}`}
                scopeNames={list.names}
                now={data.now}
              />
              <Pagination
                previousHref={withCursor(list.previousCursor)}
                nextHref={withCursor(list.nextCursor)}
              >
                {list.isTotalExact
                  ? countOf(list.total, "issue", "issues")
                  : `More than ${fullAmount(list.total)} issues`}
              </Pagination>
            </>
          )}
      </div>
      <ShortcutHelp of="issue" />
    </>
  );
});
