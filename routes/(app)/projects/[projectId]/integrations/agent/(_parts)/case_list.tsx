import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { Table } from "../../../../../../../components/table.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import type { EvaluationCase } from "../../../../../../../core/evaluation/mod.ts";

/** The examples, newest first. */
export function CaseList({ cases, base, action, canWrite, now }: {
  cases: EvaluationCase[];
  /** The project's address. */
  base: string;
  action: string;
  canWrite: boolean;
  now: number;
}) {
  if (cases.length === 0) return null;
  return (
    <Card title="Examples" description="Added from the page of a session." flush>
      <Table
        label="Examples"
        rows={cases}
        keyOf={(one) => one.id}
        columns={[
          {
            title: "Session",
            cell: (one) => (
              <a href={`${base}/sessions/${one.session_id}`} class="three-lines" dir="auto">
                {one.title}
              </a>
            ),
          },
          { title: "Kept", wide: true, cell: (one) => <Time at={one.created_at} now={now} /> },
          ...(canWrite
            ? [{
              title: "Remove",
              hideTitle: true,
              end: true,
              cell: (one: EvaluationCase) => (
                <form method="post" action={action}>
                  <input type="hidden" name="case" value={one.id} />
                  <Button
                    type="submit"
                    name="do"
                    value="remove"
                    size="small"
                    variant="quiet"
                    aria-label={`Remove ${one.title}`}
                  >
                    Remove
                  </Button>
                </form>
              ),
            }]
            : []),
        ]}
      />
    </Card>
  );
}
