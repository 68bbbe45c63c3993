import { Button } from "../../../../../../components/button.tsx";
import { Icon, type IconName } from "../../../../../../components/icon.tsx";
import { TagChip } from "../../../../../../components/tag_chip.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { Decision, DecisionKind } from "../../../../../../core/review/mod.ts";
import { ChangeForm, type Choices } from "./change_form.tsx";
import { kindLabels, stateLabels, sureness, valueText } from "./decision_text.ts";

const icons: Record<DecisionKind, IconName> = {
  tag: "tag",
  name: "pencil",
  description: "page",
  contact: "person",
  company: "members",
  issue_link: "link",
  issue_new: "plus",
};

/** One decision: what, why, on what grounds, and what can be done with it. */
export function DecisionItem({ decision, base, action, next, canWrite, choices, compact, now }: {
  decision: Decision;
  /** The address of the project. */
  base: string;
  /** Where forms go. */
  action: string;
  /** Where to go afterwards. */
  next: string;
  canWrite: boolean;
  /** What can be chosen instead; absent: nothing, as beside a session. */
  choices?: Choices;
  compact?: boolean;
  now: number;
}) {
  const { id, kind, state } = decision;
  const issueId = decision.applied?.issue_id ?? decision.value.issue_id;
  const text = valueText(decision);
  // A summary made of the customer's sentences need not say them twice.
  const quotes = decision.evidence.filter((quote) => !text.includes(quote.text))
    .slice(0, compact ? 1 : 3);
  return (
    <li
      class={compact ? "decision compact" : "decision"}
      id={id}
      data-decision
      data-state={state}
      data-kind={kind}
      tabIndex={compact ? undefined : -1}
    >
      <div class="decision-head">
        <span class="decision-kind">
          <Icon name={icons[kind]} size={14} />
          {kindLabels[kind]}
        </span>
        {kind === "tag"
          ? <TagChip tag={decision.applied?.tag ?? decision.value.tag!} />
          : (
            <span class="decision-value" dir="auto">
              {issueId && (kind === "issue_link" || decision.applied)
                ? <a href={`${base}/issues/${issueId}`}>{text}</a>
                : text}
            </span>
          )}
        <span class="decision-made">
          {state !== "suggested" && <span class="decision-state">{stateLabels[state]}</span>}
          {decision.made_by === "model" ? "By the model" : "By rules"} ·{" "}
          {sureness(decision.confidence)}
        </span>
      </div>
      <p class="decision-reason" dir="auto">
        {decision.reason}
        {decision.decided_at && (
          <span class="subtle">
            {" "}
            {decision.decided_by_name ?? "The review"}, <Time at={decision.decided_at} now={now} />
          </span>
        )}
      </p>
      {quotes.length > 0 && (
        <ul class="decision-evidence">
          {quotes.map((quote, place) => (
            <li key={place}>
              <a href={`${base}/sessions/${decision.session_id}#${quote.message_id}`} dir="auto">
                {quote.text}
              </a>
            </li>
          ))}
        </ul>
      )}
      {canWrite && <Actions {...{ decision, action, next, choices }} />}
    </li>
  );
}

function Actions({ decision, action, next, choices }: {
  decision: Decision;
  action: string;
  next: string;
  choices?: Choices;
}) {
  const { id, state } = decision;
  const fields = (
    <>
      <input type="hidden" name="decision" value={id} />
      <input type="hidden" name="next" value={next} />
    </>
  );
  if (state === "undone") return null;
  if (state !== "suggested") {
    return (
      <form class="decision-actions" method="post" action={action}>
        {fields}
        <Button type="submit" size="small" name="do" value="undo">Undo</Button>
      </form>
    );
  }
  return (
    <div class="decision-actions">
      <form method="post" action={action}>
        {fields}
        <Button type="submit" size="small" icon="check" name="do" value="accept">Accept</Button>
        <Button type="submit" size="small" variant="quiet" icon="close" name="do" value="reject">
          Reject
        </Button>
      </form>
      {choices && <ChangeForm decision={decision} action={action} next={next} choices={choices} />}
    </div>
  );
}
