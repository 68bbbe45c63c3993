import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../components/card.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../components/pagination.tsx";
import { Table } from "../../../../../components/table.tsx";
import { Time } from "../../../../../components/time.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { AppError } from "../../../../../core/errors.ts";
import { listKnowledge, searchKnowledge } from "../../../../../core/knowledge/mod.ts";
import { cleanText } from "../../../../../core/text.ts";
import { define } from "../../../../../server/state.ts";
import { TryIt } from "./(_parts)/try_it.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const question = cleanText(ctx.url.searchParams.get("q") ?? "").trim().slice(0, 1_000);
    const after = ctx.url.searchParams.get("after");
    const [list, found] = await Promise.all([
      listKnowledge(sql, project!.id, { after }).catch((error) => {
        if (!after || !(error instanceof AppError)) throw error;
        return listKnowledge(sql, project!.id);
      }),
      question === "" ? null : searchKnowledge(sql, project!.id, question),
    ]);
    return page({ list, question, found, isFirst: !after });
  },
});

const number = new Intl.NumberFormat("en-US");

/** What the agent knows, and a place to ask it. */
export default define.page<typeof handler>(({ data, state }) => {
  const { list, question, found, isFirst } = data;
  const base = `/projects/${state.project!.id}/knowledge`;
  const canWrite = can(state.role!, "write");
  const present = now().getTime();
  const isEmpty = list.sources.length === 0 && isFirst;
  return (
    <>
      <Head>
        <title>{`Knowledge · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Knowledge"
        description="What the agent answers from, and what it cites."
        actions={canWrite && !isEmpty && (
          <LinkButton href={`${base}/new`} variant="primary" icon="plus">Add entry</LinkButton>
        )}
      />
      {isEmpty
        ? (
          <EmptyState
            title="The agent knows nothing yet"
            text="Add what customers ask about: opening hours, prices, how things are done. The agent answers from these texts only, and shows where an answer is from. What it does not know it leaves to a person."
            actions={canWrite && (
              <LinkButton href={`${base}/new`} variant="primary" icon="plus">
                Add the first entry
              </LinkButton>
            )}
          />
        )
        : (
          <div class="page">
            <TryIt action={base} base={base} question={question} found={found} />
            <Card flush>
              <Table
                label="Knowledge entries"
                rows={list.sources}
                keyOf={({ id }) => id}
                columns={[
                  {
                    title: "Name",
                    cell: ({ id, name }) => <a href={`${base}/${id}`} dir="auto">{name}</a>,
                  },
                  {
                    title: "Passages",
                    number: true,
                    cell: ({ passage_count }) => number.format(passage_count),
                  },
                  {
                    title: "Changed",
                    cell: ({ updated_at }) => <Time at={updated_at} now={present} />,
                  },
                ]}
              />
            </Card>
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
