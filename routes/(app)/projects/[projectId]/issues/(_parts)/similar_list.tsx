import type { ComponentChildren } from "preact";
import type { SimilarIssue } from "../../../../../../core/issues/mod.ts";
import { countOf } from "./count_words.ts";
import { statusLabels } from "./labels.ts";

/** Issues that may be the same, with the words they share, and what can be done about each. */
export function SimilarList({ similar, base, actionOf }: {
  similar: SimilarIssue[];
  /** The address of the issues. */
  base: string;
  actionOf?: (issue: SimilarIssue) => ComponentChildren;
}) {
  return (
    <ul class="similar">
      {similar.map((issue) => (
        <li key={issue.id}>
          <div class="similar-text">
            <a href={`${base}/${issue.id}`} dir="auto">{issue.title}</a>
            <span class="text-small muted">
              {[
                // Found by a search: then nothing was compared.
                issue.score > 0 ? `${Math.round(issue.score * 100)} % alike` : null,
                countOf(issue.session_count, "session", "sessions"),
                statusLabels[issue.status],
              ].filter(Boolean).join(" · ")}
            </span>
          </div>
          {actionOf?.(issue)}
        </li>
      ))}
    </ul>
  );
}
