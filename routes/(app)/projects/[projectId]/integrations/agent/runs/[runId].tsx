import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { FactList } from "../../../../../../../components/fact_list.tsx";
import { Pagination } from "../../../../../../../components/pagination.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { can, isSafeId } from "../../../../../../../core/access/mod.ts";
import { agentLanguages, money } from "../../../../../../../core/agent/mod.ts";
import { notFound } from "../../../../../../../core/errors.ts";
import {
  MOST_CASES,
  removeRun,
  scoreRuns,
  selectCases,
  selectResults,
  selectRun,
  turnsOf,
} from "../../../../../../../core/evaluation/mod.ts";
import { type KnowledgePackage, listPackages } from "../../../../../../../core/knowledge/mod.ts";
import { listMessages } from "../../../../../../../core/sessions/mod.ts";
import type { Sql } from "../../../../../../../core/db/mod.ts";
import LiveParts from "../../../../../../../islands/LiveParts.tsx";
import { define } from "../../../../../../../server/state.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { type ComparedCase, Comparison } from "../(_parts)/comparison.tsx";
import { percent, runStatus } from "../(_parts)/run_list.tsx";

/** So many examples are on one page. */
const SHOWN = 20;

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const wanted = Number(ctx.url.searchParams.get("page") ?? "1");
    const number = Number.isInteger(wanted) && wanted > 0 ? wanted : 1;
    return page(await readRun(sql, project!.id, ctx.params.runId!, number));
  },

  async POST(ctx) {
    const { services: { sql }, project } = await readProjectForm(ctx, "write");
    await removeRun(sql, project.id, ctx.params.runId!);
    return done(ctx, `/projects/${project.id}/integrations/agent/examples`, "Run deleted.");
  },
});

async function readRun(sql: Sql, projectId: string, runId: string, number: number) {
  const run = isSafeId(runId) ? await selectRun(sql, projectId, runId) : null;
  if (!run) throw notFound("Run");
  const cases = await selectCases(sql, projectId, MOST_CASES);
  const shown = cases.slice((number - 1) * SHOWN, number * SHOWN);
  const [results, scores, packages] = await Promise.all([
    selectResults(sql, projectId, runId, shown.map(({ id }) => id)),
    scoreRuns(sql, projectId, [runId]),
    listPackages(sql, projectId),
  ]);
  const compared: ComparedCase[] = await Promise.all(shown.map(async (kept) => {
    const messages = await listMessages(sql, projectId, kept.session_id);
    const own = results.filter((result) => result.case_id === kept.id);
    const turns = turnsOf(messages, kept.through_sequence).map((turn) => ({
      ...turn,
      sources: messages.find(({ sequence }) => sequence === turn.answerSequence)?.sources ?? [],
      result: own.find((result) => result.turn === turn.turn) ?? null,
    }));
    return { kept, turns };
  }));
  const pages = Math.max(1, Math.ceil(cases.length / SHOWN));
  return { run, compared, score: scores.get(runId) ?? null, packages, number, pages };
}

/** What a run changed, by the name people know. */
function shownChange(field: string, value: string, packages: KnowledgePackage[]): string {
  if (field === "language") return agentLanguages[value as keyof typeof agentLanguages] ?? value;
  if (field === "package") return packages.find(({ id }) => id === value)?.name ?? value;
  return value;
}

/** One run: every example's answer beside the kept one. */
export default define.page<typeof handler>(({ data, state }) => {
  const { run, compared, score, packages, number, pages } = data;
  const project = state.project!;
  const base = `/projects/${project.id}`;
  const agent = `${base}/integrations/agent`;
  const self = `${agent}/runs/${run.id}`;
  const isOpen = run.status === "waiting" || run.status === "running";
  const { prices } = state.services.agent.status();
  const tokens = run.prompt_tokens + run.completion_tokens;
  const facts = [
    { name: "Progress", value: runStatus(run) },
    { name: "Model", value: run.model ?? "None: passages are quoted" },
    ...Object.entries(run.changes).filter(([field]) => field !== "model")
      .map(([field, value]) => ({
        name: field[0]!.toUpperCase() + field.slice(1),
        value: <span dir="auto">{shownChange(field, value, packages)}</span>,
      })),
    { name: "Cited", value: percent(score?.cited, score?.answers) },
    { name: "Handed over", value: percent(score?.handedOver, score?.answers) },
    { name: "Not known", value: percent(score?.unknown, score?.answers) },
    { name: "Failed", value: percent(score?.failed, score?.answers) },
    { name: "Words in common", value: percent(score?.likeness, score ? 1 : 0) },
    ...(score?.verdict == null
      ? []
      : [{ name: "Judged", value: `${score.verdict.toFixed(1)} of 10` }]),
    {
      name: "Used",
      value: `${tokens.toLocaleString("en-US")} tokens${
        prices ? `, ${money(run.cost_micros)}` : ""
      }`,
    },
  ];
  return (
    <>
      <Head>
        <title>{`${run.name} · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: `${agent}/examples`, label: "Examples" }}
        title={<span dir="auto">{run.name}</span>}
        description="Each example's answer beside the kept one. Customers saw nothing of it."
        actions={
          <>
            {can(state.role!, "write") && (
              <form method="post" action={self}>
                <Button type="submit" variant="quiet">Delete run</Button>
              </form>
            )}
          </>
        }
      />
      {isOpen && (
        <LiveParts
          address={`/api/projects/${encodeURIComponent(project.id)}/events`}
          events={["evaluation.updated"]}
          about={{ run_id: run.id }}
        />
      )}
      <div class="page" id="run" data-live>
        {isOpen && (
          <progress
            class="read-progress"
            aria-label="Answers"
            value={run.total > 0 ? run.done : undefined}
            max={run.total > 0 ? run.total : undefined}
          />
        )}
        {run.problem && <Banner tone="warning" title="It was stopped.">{run.problem}</Banner>}
        <Card title="What came of it">
          <FactList facts={facts} />
        </Card>
        {compared.map((one) => (
          <Comparison key={one.kept.id} one={one} base={base} isOpen={isOpen} />
        ))}
        {pages > 1 && (
          <Pagination
            previousHref={number > 1 ? `${self}?page=${number - 1}` : null}
            nextHref={number < pages ? `${self}?page=${number + 1}` : null}
          >
            {`Page ${number} of ${pages}`}
          </Pagination>
        )}
      </div>
    </>
  );
});
