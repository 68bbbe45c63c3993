import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../../components/pagination.tsx";
import type {
  DocumentPage,
  KnowledgePackage,
  KnowledgeSource,
  ReadKind,
} from "../../../../../../core/knowledge/mod.ts";
import LiveParts from "../../../../../../islands/LiveParts.tsx";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { DocumentTable } from "./document_table.tsx";
import { kindLooks } from "./labels.ts";
import { SourceFacts } from "./source_facts.tsx";
import { SourceForm } from "./source_form.tsx";
import { SourceState } from "./source_state.tsx";
import type { SourceValues } from "./source_values.ts";

const filters = [
  ["", "All"],
  ["failed", "Failed"],
  ["skipped", "Left out"],
  ["waiting", "Waiting"],
] as const;

/** What the page of a source shows. */
export interface SourcePageProps {
  projectId: string;
  source: KnowledgeSource;
  documents: DocumentPage;
  /** Which documents are shown; empty for all. */
  filter: string;
  isFirst: boolean;
  values: SourceValues;
  errors: FormErrors;
  packages: KnowledgePackage[];
  mayWrite: boolean;
  /** The present in milliseconds. */
  present: number;
}

/** A source that is read from elsewhere: its state, its documents with their errors, its settings. */
export function SourcePage(props: SourcePageProps) {
  const { projectId, source, documents, filter, isFirst, mayWrite, present } = props;
  const base = `/projects/${projectId}/knowledge`;
  const action = `${base}/${source.id}`;
  const isReading = source.status === "reading";
  const query = (more: Record<string, string>) =>
    `${action}?${new URLSearchParams({ ...(filter ? { show: filter } : {}), ...more })}`;
  return (
    <>
      <LiveParts address={`/api/projects/${projectId}/events`} events={["knowledge.updated"]} />
      <PageHeader
        back={{ href: base, label: "Knowledge" }}
        title={source.name}
        description={kindLooks[source.kind]?.label}
        beside={
          <span id="source-state" data-live>
            <SourceState source={source} />
          </span>
        }
        actions={mayWrite && (
          <form method="post" action={action} class="actions" id="source-actions" data-live>
            {isReading
              ? <Button type="submit" name="action" value="stop" icon="close">Stop</Button>
              : <Button type="submit" name="action" value="read" icon="refresh">Read again</Button>}
          </form>
        )}
      />
      <div class="page">
        <div id="source-error" class="contents" data-live>
          {source.error && !isReading && (
            <Banner tone={source.status === "failed" ? "danger" : "warning"}>{source.error}</Banner>
          )}
        </div>
        <div id="source-facts" data-live>
          <Card>
            <SourceFacts source={source} present={present} />
          </Card>
        </div>
        <form method="post" action={action} id="source-documents" data-live>
          <Card title={source.kind === "website" ? "Pages" : "Files"} flush>
            <nav class="document-filter" aria-label="Which are shown">
              {filters.map(([value, label]) => (
                <a
                  key={value}
                  href={value ? `${action}?show=${value}` : action}
                  aria-current={value === filter ? "page" : undefined}
                >
                  {value === "failed" && source.documents_failed > 0
                    ? `${label} (${source.documents_failed})`
                    : label}
                </a>
              ))}
            </nav>
            {documents.documents.length === 0
              ? (
                <p class="card-note muted">
                  {filter
                    ? "None of these."
                    : isReading
                    ? "Nothing was found yet."
                    : "Nothing was read."}
                </p>
              )
              : (
                <DocumentTable
                  source={source}
                  documents={documents.documents}
                  mayRetry={mayWrite}
                  present={present}
                />
              )}
          </Card>
        </form>
        {(documents.next || !isFirst) && (
          <Pagination
            previousHref={isFirst ? null : query({})}
            nextHref={documents.next ? query({ after: documents.next }) : null}
          />
        )}
        {mayWrite && (
          <Card title="Settings">
            <SourceForm
              action={action}
              kind={source.kind as ReadKind}
              origin={source.file_name ? "file" : "url"}
              values={props.values}
              errors={props.errors}
              packages={props.packages}
            >
              <LinkButton
                class="at-start"
                href={`${action}/delete`}
                variant="danger"
                icon="trash"
              >
                Delete
              </LinkButton>
              <Button type="submit" variant="primary">Save</Button>
            </SourceForm>
          </Card>
        )}
      </div>
    </>
  );
}
