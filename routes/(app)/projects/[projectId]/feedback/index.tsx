import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { FilterBar } from "../../../../../components/filter_bar.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { filtersFromQuery } from "../../../../../components/session_filters.ts";
import { SessionTable } from "../../../../../components/session_table.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { fillWithSamples } from "../../../../../core/demo/mod.ts";
import { sourceStats } from "../../../../../core/sessions/mod.ts";
import LiveList from "../../../../../islands/LiveList.tsx";
import { define } from "../../../../../server/state.ts";
import { ownPath, publicAddress } from "../../../../(_common)/address.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { changeSelected } from "./(_parts)/bulk.ts";
import { BulkActions } from "./(_parts)/bulk_actions.tsx";
import { countText } from "./(_parts)/count_text.ts";
import { readList } from "./(_parts)/list_data.ts";
import { readListQuery, tidyAddress } from "./(_parts)/list_query.ts";
import { ShortcutHelp } from "./(_parts)/shortcut_help.tsx";
import { Welcome } from "./(_parts)/welcome.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const tidy = tidyAddress(ctx.url);
    if (tidy !== null) return ctx.redirect(tidy, 303);
    const { services, project } = ctx.state;
    const query = readListQuery(ctx.url);
    const list = await readList(services.sql, project!.id, query);
    // Whoever pages back to the beginning, or past an end that moved, is at the top of the live list.
    if (query.cursor && (list.previousCursor === null || list.sessions.length === 0)) {
      return ctx.redirect(withoutCursor(ctx.url), 303);
    }
    const isFiltered = Object.values(query.filter).some((value) => value !== undefined);
    const isEmpty = list.sessions.length === 0;
    return page({
      list,
      query,
      isFiltered,
      // Archived sessions are sessions, too: such a project is not new.
      isNew: isEmpty && !isFiltered && (await sourceStats(services.sql, project!.id)).length === 0,
      now: now().getTime(),
    });
  },

  async POST(ctx) {
    const { form, project, services, actor } = await readProjectForm(ctx, "write");
    const base = `/projects/${project.id}/feedback`;
    if (form.text("do") === "demo") {
      const count = await fillWithSamples(services.sql, project.id);
      return done(ctx, base, `Added ${count} sample sessions.`);
    }
    const notice = await changeSelected(services.sql, project.id, form, actor);
    return done(ctx, ownPath(form.text("next"), base), notice);
  },
});

/** The list of all conversations, with filters, search and what can be done with many at once. */
export default define.page<typeof handler>(({ data, url, state, req }) => {
  const { list, query, isFiltered, isNew } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const action = `${base}/feedback`;
  const canWrite = can(state.role!, "write");
  const filters = filtersFromQuery(url.searchParams);
  const isFirstPage = list.previousCursor === null;
  return (
    <>
      <Head>
        <title>{`Feedback · ${project.name}`}</title>
      </Head>
      <PageHeader
        title="Feedback"
        actions={!isNew && (
          <>
            <LinkButton href={`${action}/export${filtersOnly(url)}`} variant="quiet" download>
              CSV
            </LinkButton>
            {canWrite && (
              <LinkButton href={`${base}/sessions/new`} variant="primary" icon="plus">
                New session
              </LinkButton>
            )}
          </>
        )}
      />
      {!isNew && (
        <FilterBar
          action={action}
          filters={filters}
          sources={[...state.services.sources]}
          tags={list.tags}
          contactName={list.contactName}
          companyName={list.companyName}
          scopes={list.scopes}
        />
      )}
      {query.ignored.length > 0 && (
        <div class="page-banner">
          <Banner tone="warning">{`Left out of the filters: ${query.ignored.join("; ")}.`}</Banner>
        </div>
      )}
      <LiveList
        of="session"
        projectId={project.id}
        isLive={isFirstPage && !isFiltered}
        topHref={isFirstPage ? url.pathname + url.search : withoutCursor(url)}
      />
      <div class="session-list" id="session-list">
        {isNew
          ? (
            <Welcome
              projectId={project.id}
              address={publicAddress(req, state)}
              canWrite={canWrite}
            />
          )
          : list.sessions.length === 0
          ? (
            <EmptyState
              compact
              title={isFiltered ? "No session matches" : "Nothing here"}
              text={isFiltered
                ? "Try fewer filters, or other words: search finds words in names and messages by their beginning."
                : "All sessions are archived."}
              actions={isFiltered
                ? <LinkButton href={action}>Clear all filters</LinkButton>
                : <LinkButton href={`${action}?showArchived=true`}>Show archived</LinkButton>}
            />
          )
          : (
            <>
              <SessionTable
                sessions={list.sessions}
                hrefOf={({ id }) => `${base}/sessions/${id}`}
                selectForm={canWrite ? "bulk" : undefined}
                now={data.now}
              />
              {canWrite && (
                <BulkActions
                  id="bulk"
                  action={action}
                  next={url.pathname + url.search}
                  tags={list.tags}
                  withArchived={filters.showArchived}
                />
              )}
              <Pagination
                previousHref={withCursor(url, list.previousCursor)}
                nextHref={withCursor(url, list.nextCursor)}
              >
                {countText(list, isFirstPage)}
              </Pagination>
            </>
          )}
      </div>
      <ShortcutHelp />
    </>
  );
});

function withCursor(url: URL, cursor: string | null): string | null {
  if (cursor === null) return null;
  const query = new URLSearchParams(url.search);
  query.set("cursor", cursor);
  return `${url.pathname}?${query}`;
}

function withoutCursor(url: URL): string {
  return url.pathname + filtersOnly(url);
}

/** The query of the address without its place in the list. */
function filtersOnly(url: URL): string {
  const query = new URLSearchParams(url.search);
  query.delete("cursor");
  const text = query.toString();
  return text && `?${text}`;
}
