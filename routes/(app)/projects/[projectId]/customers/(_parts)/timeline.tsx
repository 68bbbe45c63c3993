import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import { sessionTitle } from "../../../../../../components/session_row.tsx";
import { SourceBadge } from "../../../../../../components/source_badge.tsx";
import { StatusBadge } from "../../../../../../components/status_badge.tsx";
import { TagList } from "../../../../../../components/tag_list.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { TimelineIssue, TimelineSession } from "../../../../../../core/customers/mod.ts";
import { numberText } from "./numbers.ts";

/** What a customer said, newest first, and the issues it led to. */
export function CustomerTimeline({ sessions, issues, total, base, allHref, withContact, now }: {
  sessions: TimelineSession[];
  issues: TimelineIssue[];
  /** How many sessions there are. */
  total: number;
  /** The project's address. */
  base: string;
  /** The feedback list of this customer. */
  allHref: string;
  /** Whether to say whose each session is. */
  withContact?: boolean;
  now: number;
}) {
  return (
    <>
      <Card
        title={`Sessions (${numberText(total)})`}
        actions={total > sessions.length && <a href={allHref}>Show all</a>}
      >
        {sessions.length === 0
          ? <EmptyState compact title="Nothing was said yet" />
          : (
            <ol class="said" aria-label="Sessions">
              {sessions.map((session) => (
                <li key={session.id}>
                  <div class="said-head">
                    <a class="truncate" href={`${base}/sessions/${session.id}`} dir="auto">
                      {sessionTitle(session)}
                    </a>
                    <Time at={session.last_activity_at} now={now} />
                  </div>
                  <div class="said-facts">
                    <SourceBadge source={session.source} />
                    <StatusBadge status={session.status} archived={session.is_archived} />
                    {withContact && session.contact && (
                      <a
                        class="truncate"
                        href={`${base}/customers/${session.contact.id}`}
                        dir="auto"
                      >
                        {session.contact.name ?? session.contact.email ?? "No name"}
                      </a>
                    )}
                    {session.tags.length > 0 && <TagList tags={session.tags} limit={3} />}
                  </div>
                </li>
              ))}
            </ol>
          )}
      </Card>
      <Card title={`Issues (${numberText(issues.length)})`}>
        {issues.length === 0
          ? (
            <p class="subtle text-small">
              None of these sessions is linked to an issue.
            </p>
          )
          : (
            <ol class="said" aria-label="Issues">
              {issues.map((issue) => (
                <li key={issue.id}>
                  <div class="said-head">
                    <a class="truncate" href={`${base}/issues/${issue.id}`} dir="auto">
                      {issue.title}
                    </a>
                    <span class="subtle text-small">
                      {issue.session_count === 1 ? "1 session" : `${issue.session_count} sessions`}
                    </span>
                  </div>
                </li>
              ))}
            </ol>
          )}
      </Card>
    </>
  );
}
