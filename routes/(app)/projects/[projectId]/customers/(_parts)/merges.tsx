import { Card } from "../../../../../../components/card.tsx";
import { Confirm } from "../../../../../../components/confirm.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { MergeRecord } from "../../../../../../core/customers/mod.ts";

/** What was merged into a customer, with a way to take it apart. */
export function Merges({ merges, action, canWrite, now }: {
  merges: MergeRecord[];
  action: string;
  canWrite: boolean;
  now: number;
}) {
  if (merges.length === 0) return null;
  const nameOf = ({ gone, gone_id: id }: MergeRecord) =>
    String(gone.name ?? gone.email ?? gone.domain ?? id);
  return (
    <Card title="Merged into this one">
      <ul class="identities">
        {merges.map((merge) => (
          <li key={merge.id}>
            <div class="identity">
              <span dir="auto">{nameOf(merge)}</span>
              <span class="subtle text-small">
                Merged <Time at={merge.merged_at} now={now} />
              </span>
            </div>
            {canWrite && (
              <Confirm
                id={`undo-${merge.id}`}
                text="Take apart"
                size="small"
                variant="quiet"
                about={nameOf(merge)}
                title="Take this merge apart?"
                action={action}
                fields={
                  <>
                    <input type="hidden" name="do" value="unmerge" />
                    <input type="hidden" name="merge" value={merge.id} />
                  </>
                }
              >
                {`${
                  nameOf(merge)
                } is there again with what it brought. Fields that were changed since stay as they are.`}
              </Confirm>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
