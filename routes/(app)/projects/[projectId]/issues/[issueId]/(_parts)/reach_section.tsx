import { AsideSection } from "../../../../../../../components/aside_section.tsx";
import type { AskingCompany, Issue } from "../../../../../../../core/issues/mod.ts";
import { countOf, fullAmount, shortAmount } from "../../(_parts)/count_words.ts";

/** Who asks: people, companies and their revenue, with the companies that weigh most. */
export function ReachSection({ issue, companies, base }: {
  issue: Issue;
  companies: AskingCompany[];
  /** The project's address. */
  base: string;
}) {
  const figures: [string, string][] = [
    [fullAmount(issue.contact_count), issue.contact_count === 1 ? "person" : "people"],
    [fullAmount(issue.company_count), issue.company_count === 1 ? "company" : "companies"],
    [issue.revenue > 0 ? shortAmount(issue.revenue) : "–", "revenue"],
    [fullAmount(issue.session_count), issue.session_count === 1 ? "session" : "sessions"],
  ];
  const more = issue.company_count - companies.length;
  return (
    <AsideSection title="Reach">
      <dl class="reach-figures">
        {figures.map(([figure, word]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      {companies.length > 0 && (
        <ul class="asking">
          {companies.map(({ id, name, plan, revenue, session_count }) => (
            <li key={id}>
              <a
                class="truncate"
                href={`${base}/issues?view=all&companyId=${encodeURIComponent(id)}`}
                dir="auto"
              >
                {name ?? "Unnamed company"}
              </a>
              <span class="text-small muted">
                {[
                  countOf(session_count, "session", "sessions"),
                  plan,
                  revenue === null ? null : shortAmount(revenue),
                ].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <p class="text-small muted">{`and ${countOf(more, "other company", "other companies")}`}</p>
      )}
      {issue.unknown_count > 0 && (
        <p class="text-small muted">
          {`${countOf(issue.unknown_count, "session is", "sessions are")} of nobody known.`}
        </p>
      )}
    </AsideSection>
  );
}
