import { Time } from "../../../../../../components/time.tsx";
import { truncate } from "../../../../../../components/truncate.ts";
import type { Issue } from "../../../../../../core/issues/mod.ts";
import { IssueStatusBadge, PriorityBadge } from "./badges.tsx";
import { countOf, fullAmount, shortAmount } from "./count_words.ts";
import { typeLabels } from "./labels.ts";

/** The issues as a table; cards on a narrow page. The title is the link, its area the whole row. */
export function IssueTable({ issues, hrefOf, scopeNames, now }: {
  issues: Issue[];
  hrefOf: (issue: Issue) => string;
  scopeNames: Map<string, string>;
  /** The present in milliseconds. */
  now: number;
}) {
  return (
    <table role="table" class="table session-table issue-table" aria-label="Issues">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" class="col-name" scope="col">Issue</th>
          <th role="columnheader" class="col-priority" scope="col">Priority</th>
          <th role="columnheader" class="col-figure" scope="col">People</th>
          <th role="columnheader" class="col-figure" scope="col">Companies</th>
          <th role="columnheader" class="col-figure col-revenue" scope="col">Revenue</th>
          <th role="columnheader" class="col-figure" scope="col">Sessions</th>
          <th role="columnheader" class="col-status" scope="col">Status</th>
          <th role="columnheader" class="col-activity" scope="col">Last evidence</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {issues.map((issue) => (
          <tr role="row" key={issue.id} data-row={issue.id}>
            <td role="cell" class="col-name">
              <a
                class="row-link truncate"
                href={hrefOf(issue)}
                dir="auto"
                title={issue.title}
              >
                {truncate(issue.title, 140)}
              </a>
              <div class="row-preview truncate" dir="auto">
                {[
                  typeLabels[issue.type],
                  ...issue.product_scopes.map((id) => scopeNames.get(id) ?? ""),
                ].filter(Boolean).join(" · ")}
              </div>
            </td>
            <td role="cell" class="col-priority">
              <PriorityBadge level={issue.priority} overridden={issue.priority_override !== null} />
            </td>
            <Figure amount={issue.contact_count} one="person" many="people" />
            <Figure amount={issue.company_count} one="company" many="companies" />
            <td role="cell" class="col-figure col-revenue">
              {issue.revenue > 0
                ? (
                  <span title={fullAmount(issue.revenue)}>
                    {shortAmount(issue.revenue)}
                    <span class="figure-word">revenue</span>
                  </span>
                )
                : <span class="subtle" aria-label="No revenue known">–</span>}
            </td>
            <Figure amount={issue.session_count} one="session" many="sessions" />
            <td role="cell" class="col-status">
              <IssueStatusBadge status={issue.status} closedAs={issue.closed_as} />
            </td>
            <td role="cell" class="col-activity">
              {issue.last_evidence_at
                ? <Time at={issue.last_evidence_at} now={now} />
                : <span class="subtle">None</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ amount, one, many }: { amount: number; one: string; many: string }) {
  return (
    <td role="cell" class="col-figure">
      <span title={countOf(amount, one, many)}>
        {amount > 9_999 ? shortAmount(amount) : fullAmount(amount)}
        <span class="figure-word">{amount === 1 ? one : many}</span>
      </span>
    </td>
  );
}
