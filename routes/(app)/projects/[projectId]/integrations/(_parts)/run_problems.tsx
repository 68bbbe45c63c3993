import { Button } from "../../../../../../components/button.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import type { SyncProblem } from "../../../../../../core/contract/mod.ts";

/** What went wrong with single items of a run; each can be tried again alone. */
export function RunProblems({ problems, mayRetry }: {
  problems: SyncProblem[];
  mayRetry: boolean;
}) {
  const open = problems.filter(({ resolved_at }) => resolved_at === null).length;
  return (
    <details class="run-problems">
      <summary>
        <Icon name="chevronRight" size={12} />
        {`${problems.length} ${problems.length === 1 ? "problem" : "problems"}`}
        {open < problems.length && `, ${open === 0 ? "all solved" : `${open} open`}`}
      </summary>
      <ul>
        {problems.map((problem) => (
          <li key={problem.id}>
            <div>
              {problem.external_id && (
                <>
                  <code class="mono">{problem.external_id}</code>
                  {" "}
                </>
              )}
              {problem.message}
            </div>
            {problem.resolved_at
              ? <span class="subtle text-small">Solved</span>
              : mayRetry && problem.external_id && (
                <Button
                  type="submit"
                  size="small"
                  name="retry"
                  value={problem.id}
                >
                  Try again
                  <span class="visually-hidden">{` ${problem.external_id}`}</span>
                </Button>
              )}
          </li>
        ))}
      </ul>
    </details>
  );
}
