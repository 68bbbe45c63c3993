import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../components/banner.tsx";
import { EmptyState } from "../../../../../components/empty_state.tsx";
import { sourceLabel, tagLabel } from "../../../../../components/labels.ts";
import { LinkButton } from "../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Time } from "../../../../../components/time.tsx";
import {
  answers,
  companyVolume,
  dayIn,
  handling,
  issueTrends,
  spanOf,
  summary,
  volume,
} from "../../../../../core/analytics/mod.ts";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import { AppError } from "../../../../../core/errors.ts";
import { define } from "../../../../../server/state.ts";
import { AnswersCard } from "./(_parts)/answers_card.tsx";
import { askedRange } from "./(_parts)/asked_range.ts";
import { FigureTiles } from "./(_parts)/figure_tiles.tsx";
import { HandlingCard } from "./(_parts)/handling_card.tsx";
import { RangePicker } from "./(_parts)/range_picker.tsx";
import { RankedCard } from "./(_parts)/ranked_card.tsx";
import { VolumeCard } from "./(_parts)/volume_card.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { sql } = ctx.state.services;
    const { id } = ctx.state.project!;
    const at = now();
    let fault: string | null = null;
    const span = await spanOf(sql, id, askedRange(ctx.url), at).catch((error) => {
      if (!(error instanceof AppError) || error.status !== 400) throw error;
      fault = error.message;
      return spanOf(sql, id, {}, at);
    });
    const [figures, sources, tags, handled, answered, issues, companies] = await Promise.all([
      summary(sql, id, span),
      volume(sql, id, span, "source"),
      volume(sql, id, span, "tag"),
      handling(sql, id, span),
      answers(sql, id, span),
      issueTrends(sql, id, span),
      companyVolume(sql, id, span),
    ]);
    return page({
      span,
      today: dayIn(span.zone, at),
      fault,
      figures,
      sources,
      tags,
      handled,
      answered,
      issues,
      companies,
      now: at.getTime(),
    });
  },
});

/** How much was said in a time, by whom, and how it was answered. */
export default define.page<typeof handler>(({ data, state }) => {
  const { span: { range, grain, zone }, figures: { figures, before, counted_at, is_waiting } } =
    data;
  const base = `/projects/${state.project!.id}`;
  const action = `${base}/analytics`;
  const csvOf = (chart: string) =>
    `${action}/download?chart=${chart}&from=${range.from}&to=${range.to}`;
  const isEmpty = figures.sessions === 0;
  return (
    <>
      <Head>
        <title>{`Analytics · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        title="Analytics"
        description={
          <>
            {`Days in ${zone.replaceAll("_", " ")}. `}
            {can(state.role!, "manage_project") && (
              <>
                <a href={`${base}/settings#field-timezone`}>Change</a>
                {". "}
              </>
            )}
            {counted_at && (
              <>
                Counted <Time at={counted_at} now={data.now} />
                {is_waiting && ", more to come within a minute"}.
              </>
            )}
          </>
        }
      />
      <div class="page analytics">
        <RangePicker range={range} today={data.today} action={action} />
        {data.fault && <Banner tone="warning">{`${data.fault} Showing the last 30 days.`}</Banner>}
        {isEmpty
          ? (
            <EmptyState
              title={before.sessions > 0 || counted_at
                ? "No sessions in this time"
                : "Nothing to count yet"}
              text="Every conversation that begins counts here within a minute, wherever it comes from. Choose another time, or bring conversations in."
              actions={
                <>
                  <LinkButton href={`${action}?days=90`}>Show 90 days</LinkButton>
                  <LinkButton href={`${base}/integrations`} variant="primary">
                    Integrations
                  </LinkButton>
                </>
              }
            />
          )
          : (
            <>
              <FigureTiles figures={figures} before={before} />
              <VolumeCard
                id="sources"
                title="Sessions by source"
                description="Each on the day it began."
                volume={data.sources}
                grain={grain}
                labelOf={sourceLabel}
                csvHref={csvOf("sources")}
              />
              <VolumeCard
                id="tags"
                title="Sessions by tag"
                description="A session with several tags counts for each."
                volume={data.tags}
                grain={grain}
                labelOf={tagLabel}
                csvHref={csvOf("tags")}
              />
              <div class="chart-pair">
                <HandlingCard points={data.handled} grain={grain} csvHref={csvOf("handling")} />
                <AnswersCard
                  points={data.answered}
                  figures={figures}
                  grain={grain}
                  csvHref={csvOf("answers")}
                />
              </div>
              <div class="chart-pair">
                <RankedCard
                  id="top-issues"
                  title="Top issues"
                  description="By sessions of this time."
                  list={data.issues.top}
                  empty="No session of this time belongs to an issue"
                  hrefOf={(id) => `${base}/issues/${id}`}
                  csvHref={csvOf("issues")}
                />
                <RankedCard
                  id="rising-issues"
                  title="Rising issues"
                  description="By how many more sessions than in the time before."
                  isByGain
                  list={data.issues.rising}
                  empty="No issue gained sessions"
                  hrefOf={(id) => `${base}/issues/${id}`}
                  csvHref={csvOf("issues")}
                />
              </div>
              <RankedCard
                id="companies"
                title="Companies"
                description="Those with the most sessions."
                list={data.companies}
                empty="No session of this time belongs to a company"
                hrefOf={(id) => `${base}/feedback?companyId=${id}&showArchived=true`}
                csvHref={csvOf("companies")}
              />
            </>
          )}
      </div>
    </>
  );
});
