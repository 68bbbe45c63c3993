import { Fragment } from "preact";
import { Button } from "../../../../../../components/button.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { SyncProblem, SyncRun } from "../../../../../../core/contract/mod.ts";

const modes = { incremental: "Incremental", full: "Full", scratch: "From scratch" } as const;
const statuses = {
  queued: "Waiting",
  running: "Running",
  paused: "Paused",
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
} as const;

/** The last runs of a connection with their counts and problems. */
export function RunTable({ runs, problems, mayRetry, now }: {
  runs: SyncRun[];
  /** Unsolved and solved problems, by run. */
  problems: Map<string, SyncProblem[]>;
  mayRetry: boolean;
  now: number;
}) {
  return (
    <>
      <Table
        label="Last sync runs"
        rows={runs}
        keyOf={({ id }) => id}
        columns={[
          {
            title: "Started",
            cell: (run) => <Time at={run.started_at ?? run.created_at} now={now} />,
          },
          { title: "Mode", cell: ({ mode }) => modes[mode] },
          { title: "State", cell: (run) => <RunState run={run} /> },
          { title: "Found", number: true, cell: ({ found }) => found },
          { title: "Created", number: true, cell: ({ created }) => created },
          { title: "Updated", number: true, cell: ({ updated }) => updated },
          { title: "Skipped", number: true, cell: ({ skipped }) => skipped },
          { title: "Failed", number: true, cell: ({ failed }) => failed },
          { title: "Took", number: true, cell: (run) => duration(run, now) },
        ]}
      />
      {runs.map((run) => {
        const listed = problems.get(run.id) ?? [];
        if (listed.length === 0) return null;
        return (
          <details key={run.id} class="run-problems">
            <summary>
              {`${listed.length} ${listed.length === 1 ? "problem" : "problems"} of the run of `}
              <Time at={run.started_at ?? run.created_at} format="full" />
            </summary>
            <ul>
              {listed.map((problem) => (
                <li key={problem.id}>
                  <span>
                    {problem.external_id && <code>{problem.external_id}</code>} {problem.message}
                  </span>
                  {problem.resolved_at
                    ? <span class="subtle text-small">Solved</span>
                    : mayRetry && problem.external_id && (
                      <Button type="submit" size="small" name="retry" value={problem.id}>
                        Try again
                      </Button>
                    )}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}

function RunState({ run }: { run: SyncRun }) {
  const tone = run.status === "failed" ? "needs" : run.status === "succeeded" ? "active" : "";
  return (
    <Fragment>
      <span class={`status ${tone}`}>
        <span class="status-text">{statuses[run.status]}</span>
      </span>
      {run.status === "paused" && run.resume_at && (
        <div class="subtle text-small">
          until <Time at={run.resume_at} format="full" />
        </div>
      )}
      {run.message && <div class="subtle text-small run-message">{run.message}</div>}
    </Fragment>
  );
}

function duration({ started_at, finished_at }: SyncRun, now: number): string {
  if (!started_at) return "";
  const seconds = Math.round(((finished_at?.getTime() ?? now) - started_at.getTime()) / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
