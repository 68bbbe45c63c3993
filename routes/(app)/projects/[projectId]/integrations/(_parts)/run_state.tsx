import { Icon, type IconName } from "../../../../../../components/icon.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { SyncRun, SyncStatus } from "../../../../../../core/contract/mod.ts";

const looks: Record<SyncStatus, [text: string, icon: IconName]> = {
  queued: ["Waiting", "clock"],
  running: ["Running", "refresh"],
  paused: ["Paused", "clock"],
  succeeded: ["Done", "success"],
  failed: ["Failed", "danger"],
  cancelled: ["Cancelled", "close"],
};

/** Where a run stands, and until when it is paused. */
export function RunState({ run }: { run: SyncRun }) {
  const [text, icon] = looks[run.status];
  return (
    <>
      <span class={`run-status ${run.status}`}>
        <Icon name={icon} size={14} />
        {text}
      </span>
      {run.status === "paused" && run.resume_at && (
        <div class="subtle text-small">
          until <Time at={run.resume_at} format="full" />
        </div>
      )}
    </>
  );
}
