import { Banner } from "../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { Field, fieldAttributes } from "../../../../../../../components/field.tsx";
import { Table } from "../../../../../../../components/table.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import type { ArchiveImport } from "../../../../../../../core/exports/mod.ts";
import { Progress } from "./progress.tsx";
import { countsText } from "./texts.ts";

const LABELS: Record<ArchiveImport["status"], string> = {
  uploading: "Being received",
  queued: "Waiting to begin",
  checking: "Being looked through",
  running: "Being brought in",
  done: "Done",
  failed: "Stopped",
};
const STEPS: Record<ArchiveImport["step"], string> = {
  files: "",
  search: ": making it searchable",
  figures: ": counting",
};

/** Whether an import is not at its end. */
export function isBeingBroughtIn({ status }: ArchiveImport): boolean {
  return status !== "done" && status !== "failed";
}

/** Takes an archive into a project that is empty, and shows what became of those there were. */
export function ImportCard({ imports, isEmpty, here, now, error }: {
  imports: ArchiveImport[];
  isEmpty: boolean;
  here: string;
  now: number;
  error: string | null;
}) {
  const isBusy = imports.some(isBeingBroughtIn);
  const look = {
    label: "Archive",
    name: "file",
    help: "A file that an export made, here or on another installation (.tar.gz).",
    error,
  };
  return (
    <>
      <Card
        title="Bring an archive in"
        description="Everything in the archive comes into this project with its ids, after all of it was looked through."
      >
        {isEmpty && !isBusy
          ? (
            <form method="post" action={here} enctype="multipart/form-data" class="stack">
              <Field {...look}>
                <input
                  type="file"
                  class="input"
                  accept=".gz,.tgz,application/gzip"
                  required
                  {...fieldAttributes(look)}
                />
              </Field>
              <div>
                <Button type="submit">Bring it in</Button>
              </div>
            </form>
          )
          : isBusy
          ? <Banner>An import is under way.</Banner>
          : (
            <Banner>
              This project is not empty. An archive goes into a project without sessions, customers,
              issues, scopes and knowledge.
            </Banner>
          )}
        {!isEmpty && error && <Banner tone="danger">{error}</Banner>}
      </Card>
      {imports.length > 0 && (
        <Card title="Imports" flush>
          <Table
            label="Imports"
            rows={imports}
            keyOf={({ id }) => id}
            columns={[
              {
                title: "File",
                cell: ({ file_name }) => (
                  <span class="truncate" dir="auto">{file_name ?? "Sent through the API"}</span>
                ),
              },
              { title: "Begun", cell: ({ created_at }) => <Time at={created_at} now={now} /> },
              { title: "State", cell: (one) => <State one={one} /> },
              {
                title: "Held",
                cell: ({ counts, origin_name }) =>
                  origin_name !== null && (
                    <span class="muted" dir="auto">{`${origin_name}: ${countsText(counts)}`}</span>
                  ),
              },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function State({ one }: { one: ArchiveImport }) {
  return (
    <>
      <span>{LABELS[one.status] + (one.status === "running" ? STEPS[one.step] : "")}</span>
      {one.status === "running" && (
        <Progress label="Lines brought in" done={one.done_rows} total={one.total_rows} />
      )}
      {one.error && <p class="field-error">{one.error}</p>}
    </>
  );
}
