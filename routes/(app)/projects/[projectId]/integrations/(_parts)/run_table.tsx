import { Time } from "../../../../../../components/time.tsx";
import type { SyncProblem, SyncRun } from "../../../../../../core/contract/mod.ts";
import { RunProblems } from "./run_problems.tsx";
import { RunState } from "./run_state.tsx";

const modes = { incremental: "Incremental", full: "Full", scratch: "From scratch" } as const;
const counts = ["found", "created", "updated", "skipped", "failed"] as const;
const number = new Intl.NumberFormat("en-US");

/**
 * The last runs of a connection with their counts and problems. Each is a live part of its own, so
 * that the others keep counting while somebody reads the problems of one.
 */
export function RunTable({ runs, problems, mayRetry, now }: {
  runs: SyncRun[];
  /** Unsolved and solved problems, by run. */
  problems: Map<string, SyncProblem[]>;
  mayRetry: boolean;
  now: number;
}) {
  // The roles are written out: on phones the table is laid out as a list and would lose them.
  return (
    <table class="table run-table" role="table" aria-label="Last sync runs">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Started</th>
          <th role="columnheader" scope="col">Mode</th>
          <th role="columnheader" scope="col">State</th>
          {counts.map((name) => (
            <th key={name} role="columnheader" scope="col" class="number">{title(name)}</th>
          ))}
          <th role="columnheader" scope="col" class="number">Took</th>
        </tr>
      </thead>
      {runs.map((run) => {
        const listed = problems.get(run.id) ?? [];
        // What a run waited for is no news once it was cancelled.
        const message = run.status === "cancelled" ? null : run.message;
        const hasNotes = message !== null || listed.length > 0;
        return (
          <tbody
            key={run.id}
            id={`run-${run.id}`}
            data-live
            role="rowgroup"
            class={hasNotes ? "with-notes" : undefined}
          >
            <tr role="row">
              <td role="cell" class="run-start">
                <Time at={run.started_at ?? run.created_at} format="full" />
              </td>
              <td role="cell" class="run-mode">{modes[run.mode]}</td>
              <td role="cell" class="run-state">
                <RunState run={run} />
              </td>
              {counts.map((name) => (
                <td key={name} role="cell" class="number run-count" data-label={title(name)}>
                  <span class={name === "failed" && run.failed > 0 ? "run-failed" : undefined}>
                    {number.format(run[name])}
                  </span>
                </td>
              ))}
              <td role="cell" class="number run-count" data-label="Took">{duration(run, now)}</td>
            </tr>
            {hasNotes && (
              <tr role="row" class="run-notes">
                <td role="cell" colspan={9}>
                  {message && <p class="run-message">{sentence(message)}</p>}
                  {listed.length > 0 && <RunProblems problems={listed} mayRetry={mayRetry} />}
                </td>
              </tr>
            )}
          </tbody>
        );
      })}
    </table>
  );
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function duration({ started_at, finished_at }: SyncRun, now: number): string {
  if (!started_at) return "–";
  const passed = (finished_at?.getTime() ?? now) - started_at.getTime();
  const seconds = Math.max(0, Math.round(passed / 1000));
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
