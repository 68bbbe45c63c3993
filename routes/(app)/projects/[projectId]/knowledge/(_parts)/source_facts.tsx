import { FactList } from "../../../../../../components/fact_list.tsx";
import { safeUrl, urlLabel } from "../../../../../../components/safe_url.ts";
import { Time } from "../../../../../../components/time.tsx";
import type { KnowledgeSource } from "../../../../../../core/knowledge/mod.ts";
import { documentsOf } from "./labels.ts";

const number = new Intl.NumberFormat("en-US");

/** What a source is, how much came of it, and when it is read next. */
export function SourceFacts({ source, present }: { source: KnowledgeSource; present: number }) {
  const { url, file_name, passage_count, documents_done, documents_total, documents_failed } =
    source;
  const href = safeUrl(url);
  const limit = source.settings.max_pages;
  const isAtLimit = source.kind === "website" && limit !== undefined && documents_total >= limit &&
    source.status !== "reading" && source.settings.mode !== "page";
  const read = source.status === "reading" ? documents_done : documents_total - documents_failed;
  return (
    <>
      {source.status === "reading" && (
        <progress
          class="read-progress"
          max={Math.max(1, documents_total)}
          value={documents_done}
          aria-label="Progress"
        />
      )}
      <FactList
        facts={[
          ...(href
            ? [{
              name: "Address",
              value: (
                <a href={href} rel="noopener noreferrer nofollow" target="_blank" dir="auto">
                  {urlLabel(href)}
                </a>
              ),
            }]
            : []),
          ...(file_name ? [{ name: "File", value: <span dir="auto">{file_name}</span> }] : []),
          {
            name: "Read",
            value: `${documentsOf(source, read)}${
              documents_failed > 0 ? `, ${number.format(documents_failed)} failed` : ""
            }${isAtLimit ? " (the limit)" : ""}`,
          },
          { name: "Passages", value: number.format(passage_count) },
          { name: "Last read", value: <Time at={source.read_at} now={present} /> },
          ...(source.next_read_at
            ? [{ name: "Next time", value: <Time at={source.next_read_at} now={present} /> }]
            : []),
        ]}
      />
    </>
  );
}
