import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { Table } from "../../../../../../../components/table.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import { EXPORT_DAYS, type ProjectExport } from "../../../../../../../core/exports/mod.ts";
import { Progress } from "./progress.tsx";
import { countsText, sizeText } from "./texts.ts";

const LABELS: Record<ProjectExport["status"], string> = {
  queued: "Waiting to begin",
  running: "Being written",
  done: "Ready",
  failed: "Stopped by a fault",
  expired: "Removed",
};

/** Whether an export is not at its end. */
export function isBeingWritten({ status }: ProjectExport): boolean {
  return status === "queued" || status === "running";
}

/** Begins exports, and shows those there were. */
export function ExportCard({ exports, here, now }: {
  exports: ProjectExport[];
  here: string;
  now: number;
}) {
  const isBusy = exports.some(isBeingWritten);
  return (
    <>
      <Card
        title="Take the project out"
        description={`One file with all sessions and messages, customers, issues, product scopes and knowledge. Keys, members and credentials are not in it. It can be downloaded for ${EXPORT_DAYS} days.`}
      >
        <form method="post" action={here}>
          <Button type="submit" name="do" value="export" variant="primary" disabled={isBusy}>
            {isBusy ? "An export is under way" : "Begin an export"}
          </Button>
        </form>
      </Card>
      {exports.length > 0 && (
        <Card title="Exports" flush>
          <Table
            label="Exports"
            rows={exports}
            keyOf={({ id }) => id}
            columns={[
              {
                title: "Begun",
                cell: ({ created_at }) => <Time at={created_at} now={now} />,
              },
              { title: "State", cell: (one) => <State one={one} /> },
              {
                title: "Holds",
                cell: ({ counts, size }) => (
                  <span class="muted">
                    {size === null ? "" : `${countsText(counts)}, ${sizeText(size)}`}
                  </span>
                ),
              },
              { title: "Archive", cell: (one) => <Archive one={one} here={here} /> },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function State({ one }: { one: ProjectExport }) {
  return (
    <>
      <span>{LABELS[one.status]}</span>
      {one.status === "running" && (
        <Progress label="Lines written" done={one.done_rows} total={one.total_rows} />
      )}
      {one.error && <p class="subtle">{one.error}</p>}
    </>
  );
}

function Archive({ one, here }: { one: ProjectExport; here: string }) {
  if (one.status !== "done") return null;
  return (
    <form method="post" action={here} class="actions">
      <input type="hidden" name="export" value={one.id} />
      <LinkButton href={`${here}/${one.id}/download`} size="small" download>Download</LinkButton>
      <Button type="submit" name="do" value="remove" size="small" variant="quiet">Remove</Button>
    </form>
  );
}
