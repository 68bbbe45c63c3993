import { AsideSection } from "../../../../../../components/aside_section.tsx";
import { AnalysisBadge } from "../../../../../../components/analysis_badge.tsx";
import { Button } from "../../../../../../components/button.tsx";
import type { AnalysisStatus } from "../../../../../../core/contract/mod.ts";
import type { Decision, ReviewRun } from "../../../../../../core/review/mod.ts";
import { DecisionItem } from "./decision_item.tsx";
import { stepLabels } from "./decision_text.ts";

/** The review of one session, beside it: where it stands, what it decided and why, once more. */
export function ReviewSection({ status, review, sessionId, base, canWrite, now }: {
  status: AnalysisStatus;
  review: { runs: ReviewRun[]; decisions: Decision[] };
  sessionId: string;
  /** The address of the project. */
  base: string;
  canWrite: boolean;
  now: number;
}) {
  const [run] = review.runs;
  const action = `${base}/review`;
  const next = `${base}/sessions/${sessionId}`;
  return (
    <AsideSection title="Review">
      <div class="review-status">
        <AnalysisBadge status={status} />
        {canWrite && status !== "processing" && (
          <form method="post" action={action}>
            <input type="hidden" name="session" value={sessionId} />
            <input type="hidden" name="next" value={next} />
            <Button type="submit" size="small" name="do" value="review">
              {run ? "Review again" : "Review now"}
            </Button>
          </form>
        )}
      </div>
      {run?.reason && <p class="aside-text">{run.reason}</p>}
      {run && <Steps run={run} />}
      {review.decisions.length > 0 && (
        <ul class="review-decisions">
          {review.decisions.toReversed().slice(0, 30).map((decision) => (
            <DecisionItem
              key={decision.id}
              compact
              {...{ decision, base, action, next, canWrite, now }}
            />
          ))}
        </ul>
      )}
    </AsideSection>
  );
}

function Steps({ run }: { run: ReviewRun }) {
  const told = run.steps.filter(({ note, error, status }) =>
    note || error || status === "running" || status === "waiting"
  );
  const tokens = run.steps.reduce((sum, one) => sum + one.prompt_tokens + one.completion_tokens, 0);
  const costs = run.steps.flatMap(({ cost }) => cost ?? []);
  const cost = costs.reduce((sum, one) => sum + one, 0);
  if (run.status === "skipped" || run.status === "superseded") return null;
  return (
    <>
      {told.length > 0 && (
        <dl class="review-steps">
          {told.map(({ step, status, note, error, attempts }) => (
            <div key={step} data-status={status}>
              <dt>{stepLabels[step]}</dt>
              <dd>
                {error
                  ? `${error}${status === "failed" ? "" : ` Tried ${attempts} times; goes on.`}`
                  : note ?? (status === "running" ? "Under way" : "Waiting")}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {tokens > 0 && (
        <p class="subtle text-small">
          {tokens.toLocaleString("en")} tokens{costs.length > 0 ? `, cost ${cost.toFixed(4)}` : ""}
        </p>
      )}
    </>
  );
}
