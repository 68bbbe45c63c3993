import { AsideSection } from "../../../../../../../components/aside_section.tsx";
import { type Issue, priorityOf } from "../../../../../../../core/issues/mod.ts";
import { PriorityBadge } from "../../(_parts)/badges.tsx";
import { fullAmount } from "../../(_parts)/count_words.ts";
import { priorityLabels } from "../../(_parts)/labels.ts";

const names = { reach: "Reach", impact: "Impact", confidence: "Confidence", effort: "Effort" };

/** The priority with every figure it is computed from. */
export function PrioritySection({ issue }: { issue: Issue }) {
  const priority = priorityOf(issue);
  return (
    <AsideSection title="Priority">
      <div class="priority-line">
        <PriorityBadge level={priority.level} overridden={priority.isOverridden} />
        <span class="priority-score" title="The score">{fullAmount(priority.score)}</span>
      </div>
      {priority.isOverridden && (
        <p class="text-small muted">
          {`Set by a person. By its score it would be ${
            priorityLabels[priority.computedLevel].toLowerCase()
          }.`}
        </p>
      )}
      <dl class="priority-parts">
        {priority.parts.map(({ name, value, isAssumed, why }) => (
          <div key={name}>
            <dt>
              {names[name]}
              {isAssumed && <span class="subtle">{" assumed"}</span>}
            </dt>
            <dd class="number">
              {name === "confidence" ? `${Math.round(value * 100)} %` : fullAmount(value)}
            </dd>
            <dd class="why">{why}</dd>
          </div>
        ))}
      </dl>
      <p class="formula">{priority.formula}</p>
    </AsideSection>
  );
}
