import { Button } from "../../../../../../../components/button.tsx";
import { Person } from "../../../../../../../components/person.tsx";
import { sessionTitle } from "../../../../../../../components/session_row.tsx";
import { SourceBadge } from "../../../../../../../components/source_badge.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import type { Evidence, Quote } from "../../../../../../../core/issues/mod.ts";
import { linkedText } from "../../(_parts)/labels.ts";

/** The page of a session shows so many of its newest messages; older ones are a parameter away. */
const SHOWN_MESSAGES = 500;

/** The sessions that speak of an issue, each with what was said. */
export function EvidenceList({ evidence, base, action, canWrite, now }: {
  evidence: Evidence[];
  /** The project's address. */
  base: string;
  /** The page, which takes the forms. */
  action: string;
  canWrite: boolean;
  /** The present in milliseconds. */
  now: number;
}) {
  return (
    <ul class="evidence">
      {evidence.map((one) => {
        const title = sessionTitle(one);
        return (
          <li key={one.session_id}>
            <div class="evidence-head">
              <a
                class="evidence-title truncate"
                href={addressOf(base, one, one.quotes[0])}
                dir="auto"
                title={title}
              >
                {title}
              </a>
              {canWrite && (
                <form method="post" action={action}>
                  <input type="hidden" name="session" value={one.session_id} />
                  <Button
                    type="submit"
                    name="do"
                    value="unlink"
                    size="small"
                    variant="quiet"
                    icon="close"
                    label={`Take away ${title}`}
                  />
                </form>
              )}
            </div>
            {one.quotes.map((quote) => (
              <div class="evidence-quote" key={quote.id}>
                <blockquote>
                  <a href={addressOf(base, one, quote)} dir="auto">{quote.quote}</a>
                </blockquote>
                {canWrite && (
                  <form method="post" action={action}>
                    <input type="hidden" name="quote" value={quote.id} />
                    <Button
                      type="submit"
                      name="do"
                      value="quote"
                      size="small"
                      variant="quiet"
                      icon="trash"
                      label="Remove this quote"
                    />
                  </form>
                )}
              </div>
            ))}
            <div class="evidence-foot">
              <Person contact={one.contact} />
              {one.company && (
                <a href={`${base}/issues?view=all&companyId=${encodeURIComponent(one.company.id)}`}>
                  {one.company.name ?? "Company"}
                </a>
              )}
              <SourceBadge source={one.source} />
              <Time at={one.last_activity_at} now={now} />
              <Provenance {...one} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Provenance({ linked_by, linked_by_name, reason }: Evidence) {
  const by = linkedText(linked_by, linked_by_name);
  if (!by && !reason) return null;
  return <span dir="auto">{[by, reason].filter(Boolean).join(": ")}</span>;
}

/** The session's page at the message that is quoted. */
function addressOf(base: string, one: Evidence, quote: Quote | undefined): string {
  const page = `${base}/sessions/${one.session_id}`;
  if (!quote) return page;
  const isOld = one.message_count - quote.sequence >= SHOWN_MESSAGES;
  return `${page}${isOld ? "?all=1" : ""}#${quote.message_id}`;
}
