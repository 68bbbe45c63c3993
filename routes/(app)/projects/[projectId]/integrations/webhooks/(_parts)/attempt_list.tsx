import { Time } from "../../../../../../../components/time.tsx";
import type { Attempt } from "../../../../../../../core/webhooks/mod.ts";

/** Every try of a delivery, the newest first. */
export function AttemptList({ attempts, showsAnswers }: {
  attempts: Attempt[];
  /** What a receiver inside the network answers is not for everybody. */
  showsAnswers: boolean;
}) {
  if (attempts.length === 0) {
    return <p class="muted">It was not tried yet. Reload the page to see whether it was.</p>;
  }
  return (
    <ol class="stack" reversed>
      {attempts.toReversed().map(({ at, milliseconds, status, error, response }) => (
        <li key={at} class="stack-tight">
          <div>
            <Time at={at} format="full" />
            {`: ${status === null ? "no answer" : `status ${status}`} after ${milliseconds} ms`}
          </div>
          {error && <div class="muted">{error}</div>}
          {showsAnswers && response && (
            <pre
              tabIndex={0}
              aria-label={`Answer of ${at}`}
              role="region"
            ><code>{response}</code></pre>
          )}
        </li>
      ))}
    </ol>
  );
}
