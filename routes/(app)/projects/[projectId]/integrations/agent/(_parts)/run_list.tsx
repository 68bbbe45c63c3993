import { Card } from "../../../../../../../components/card.tsx";
import { Table } from "../../../../../../../components/table.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import type { EvaluationRun, RunScore } from "../../../../../../../core/evaluation/mod.ts";

/** How far a run is, in words. */
export function runStatus(run: EvaluationRun): string {
  switch (run.status) {
    case "waiting":
      return "Waiting";
    case "running":
      return `${run.done} of ${run.total}`;
    case "stopped":
      return `Stopped at ${run.done} of ${run.total}`;
    case "done":
      return run.done === 1 ? "1 answer" : `${run.done} answers`;
  }
}

/** A share as people read it; a dash when there is nothing to share. */
export function percent(part: number | undefined, whole: number | undefined): string {
  return part === undefined || !whole ? "–" : `${Math.round(100 * part / whole)}\u00a0%`;
}

/** The runs with what they came to, newest first. */
export function RunList({ runs, scores, base, now }: {
  runs: EvaluationRun[];
  scores: Map<string, RunScore>;
  /** The address of the agent's pages. */
  base: string;
  now: number;
}) {
  if (runs.length === 0) return null;
  const of = (run: EvaluationRun) => scores.get(run.id);
  return (
    <Card title="Runs" flush>
      <Table
        label="Runs"
        rows={runs}
        keyOf={(run) => run.id}
        columns={[
          {
            title: "Run",
            cell: (run) => <a href={`${base}/runs/${run.id}`} dir="auto">{run.name}</a>,
          },
          { title: "When", wide: true, cell: (run) => <Time at={run.created_at} now={now} /> },
          { title: "Progress", cell: runStatus },
          {
            title: "Cited",
            number: true,
            cell: (run) => percent(of(run)?.cited, of(run)?.answers),
          },
          {
            title: "Handed over",
            number: true,
            wide: true,
            cell: (run) => percent(of(run)?.handedOver, of(run)?.answers),
          },
          {
            title: "Not known",
            number: true,
            wide: true,
            cell: (run) => percent(of(run)?.unknown, of(run)?.answers),
          },
          {
            title: "Alike",
            number: true,
            cell: (run) => percent(of(run)?.likeness, of(run) && 1),
          },
          {
            title: "Judged",
            number: true,
            wide: true,
            cell: (run) => of(run)?.verdict?.toFixed(1) ?? "–",
          },
        ]}
      />
    </Card>
  );
}
