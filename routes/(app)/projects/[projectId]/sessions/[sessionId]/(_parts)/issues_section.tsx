import { AsideSection } from "../../../../../../../components/aside_section.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import type { SessionIssue } from "../../../../../../../core/issues/mod.ts";
import type { IssueStatus, PriorityLevel } from "../../../../../../../core/issues/mod.ts";
import { IssueStatusBadge, PriorityBadge } from "../../../issues/(_parts)/badges.tsx";
import { countOf } from "../../../issues/(_parts)/count_words.ts";
import { linkedText } from "../../../issues/(_parts)/labels.ts";

/** The issues a session speaks of, with ways to link more and to take one away. */
export function IssuesSection({ issues, base, action, canWrite }: {
  issues: SessionIssue[];
  /** The project's address. */
  base: string;
  /** The session's page, which takes the forms. */
  action: string;
  canWrite: boolean;
}) {
  if (issues.length === 0 && !canWrite) return null;
  return (
    <AsideSection title="Issues">
      <div class="link-issues">
        {issues.length > 0 && (
          <ul>
            {issues.map((issue) => (
              <li key={issue.id} class="linked-issue">
                <div>
                  <a href={`${base}/issues/${issue.id}`} dir="auto">{issue.title}</a>
                  <div class="linked-facts">
                    <PriorityBadge level={issue.priority as PriorityLevel} />
                    <IssueStatusBadge status={issue.status as IssueStatus} />
                    {issue.quotes.length > 0 && (
                      <span>{countOf(issue.quotes.length, "quote", "quotes")}</span>
                    )}
                    {linkedText(issue.linked_by, issue.linked_by_name) && (
                      <span dir="auto">
                        {[linkedText(issue.linked_by, issue.linked_by_name), issue.reason]
                          .filter(Boolean).join(": ")}
                      </span>
                    )}
                  </div>
                </div>
                {canWrite && (
                  <form method="post" action={action}>
                    <input type="hidden" name="issue" value={issue.id} />
                    <Button
                      type="submit"
                      name="do"
                      value="unlink_issue"
                      size="small"
                      variant="quiet"
                      icon="close"
                      label={`Unlink ${issue.title}`}
                    />
                  </form>
                )}
              </li>
            ))}
          </ul>
        )}
        {canWrite && (
          <LinkButton href={`${action}/issues`} size="small" icon="link">
            {issues.length === 0 ? "Link an issue" : "Link another"}
          </LinkButton>
        )}
      </div>
    </AsideSection>
  );
}
