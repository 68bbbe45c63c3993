import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/card.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { AppError } from "../../../../../core/errors.ts";
import { listKnowledge, listPackages, searchKnowledge } from "../../../../../core/knowledge/mod.ts";
import { cleanText } from "../../../../../core/text.ts";
import LiveParts from "../../../../../islands/LiveParts.tsx";
import { define } from "../../../../../server/state.ts";
import { SourceTable } from "./(_parts)/source_table.tsx";
import { TryIt } from "./(_parts)/try_it.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql, embedder }, project } = ctx.state;
    const query = ctx.url.searchParams;
    const question = cleanText(query.get("q") ?? "").trim().slice(0, 1_000);
    const after = query.get("after");
    const packages = await listPackages(sql, project!.id);
    const packageId = packages.find(({ id }) => id === query.get("package"))?.id ?? "";
    const packageIds = packageId === "" ? undefined : [packageId];
    const [list, found] = await Promise.all([
      listKnowledge(sql, project!.id, { after }).catch((error) => {
        if (!after || !(error instanceof AppError)) throw error;
        return listKnowledge(sql, project!.id);
      }),
      question === ""
        ? null
        : searchKnowledge(sql, project!.id, question, { packageIds, embedder }),
    ]);
    return page({ list, question, found, packages, packageId, isFirst: !after });
  },
});

/** What the agent knows, and a place to ask it. */
export default define.page<typeof handler>(({ data, state }) => {
  const { list, question, found, packages, packageId, isFirst } = data;
  const projectId = state.project!.id;
  const base = `/projects/${projectId}/knowledge`;
  const canWrite = can(state.role!, "write");
  const isEmpty = list.sources.length === 0 && isFirst;
  return (
    <>
      <Head>
        <title>{`Knowledge · ${state.project!.name}`}</title>
      </Head>
      <LiveParts address={`/api/projects/${projectId}/events`} events={["knowledge.updated"]} />
      <PageHeader
        title="Knowledge"
        description="What the agent answers from, and what it cites."
        actions={!isEmpty && (
          <>
            <LinkButton href={`${base}/packages`}>Packages</LinkButton>
            {canWrite && (
              <LinkButton href={`${base}/add/website`} variant="primary" icon="plus">
                Add source
              </LinkButton>
            )}
          </>
        )}
      />
      {isEmpty
        ? (
          <EmptyState
            title="The agent knows nothing yet"
            text="Add what customers ask about: your help pages, a manual as PDF, prices, opening hours. The agent answers from these only, and shows where an answer is from. What it does not know it leaves to a person."
            actions={canWrite && (
              <>
                <LinkButton href={`${base}/add/website`} variant="primary" icon="link">
                  Read a website
                </LinkButton>
                <LinkButton href={`${base}/add/file`} icon="page">Upload a file</LinkButton>
                <LinkButton href={`${base}/new`} icon="pencil">Add the first entry</LinkButton>
              </>
            )}
          />
        )
        : (
          <div class="page">
            <TryIt action={base} {...{ base, question, found, packages, packageId }} />
            <div id="knowledge-sources" data-live>
              <Card flush>
                <SourceTable sources={list.sources} base={base} present={now().getTime()} />
              </Card>
            </div>
            {(list.next || !isFirst) && (
              <Pagination
                previousHref={isFirst ? null : base}
                nextHref={list.next ? `${base}?after=${encodeURIComponent(list.next)}` : null}
              />
            )}
          </div>
        )}
    </>
  );
});
