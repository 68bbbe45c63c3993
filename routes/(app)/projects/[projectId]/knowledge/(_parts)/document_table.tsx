import { Button } from "../../../../../../components/button.tsx";
import { Icon, type IconName } from "../../../../../../components/icon.tsx";
import { safeUrl, urlLabel } from "../../../../../../components/safe_url.ts";
import { Table } from "../../../../../../components/table.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { KnowledgeDocument, KnowledgeSource } from "../../../../../../core/knowledge/mod.ts";

const looks: Record<KnowledgeDocument["status"], [text: string, icon: IconName, look: string]> = {
  waiting: ["Waiting", "clock", "queued"],
  ready: ["Read", "success", "succeeded"],
  failed: ["Failed", "danger", "failed"],
  skipped: ["Left out", "close", "queued"],
  gone: ["Gone", "trash", "queued"],
};

const number = new Intl.NumberFormat("en-US");

/** The pages or files of a source, each with what came of it. */
export function DocumentTable({ source, documents, mayRetry, present }: {
  source: KnowledgeSource;
  documents: KnowledgeDocument[];
  mayRetry: boolean;
  /** The present in milliseconds. */
  present: number;
}) {
  const canRetry = mayRetry && source.kind === "website";
  return (
    <Table
      label={source.kind === "website" ? "Pages" : "Files"}
      rows={documents}
      keyOf={({ id }) => id}
      columns={[
        {
          title: source.kind === "website" ? "Page" : "File",
          cell: (document) => <DocumentName document={document} />,
        },
        { title: "State", cell: ({ status }) => <DocumentState status={status} /> },
        {
          title: "Passages",
          number: true,
          wide: true,
          cell: ({ passage_count }) => number.format(passage_count),
        },
        { title: "Read", wide: true, cell: ({ read_at }) => <Time at={read_at} now={present} /> },
        ...(canRetry
          ? [{
            title: "Retry",
            hideTitle: true,
            end: true,
            cell: ({ id, status, address }: KnowledgeDocument) =>
              ["failed", "skipped", "gone"].includes(status) && (
                <Button type="submit" name="retry" value={id} size="small" icon="refresh">
                  Retry
                  <span class="visually-hidden">{` ${address}`}</span>
                </Button>
              ),
          }]
          : []),
      ]}
    />
  );
}

function DocumentState({ status }: { status: KnowledgeDocument["status"] }) {
  const [text, icon, look] = looks[status];
  return (
    <span class={`run-status ${look}`}>
      <Icon name={icon} size={14} />
      {text}
    </span>
  );
}

function DocumentName({ document }: { document: KnowledgeDocument }) {
  const { address, title, status, error } = document;
  const href = safeUrl(address);
  const label = href ? urlLabel(href) : address;
  return (
    <div class="document-address">
      {title && title !== address && <span dir="auto">{title}</span>}
      {href
        ? (
          <a
            class="text-small"
            href={href}
            rel="noopener noreferrer nofollow"
            target="_blank"
            dir="auto"
          >
            {label}
          </a>
        )
        : <span class="text-small muted" dir="auto">{label}</span>}
      {error && (
        <span class={status === "failed" ? "document-error" : "document-error skipped"} dir="auto">
          {error}
        </span>
      )}
    </div>
  );
}
