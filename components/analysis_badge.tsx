import { Icon } from "./icon.tsx";
import type { AnalysisStatus } from "./types.ts";

const looks = {
  pending: { icon: "dashed", label: "Waiting for review" },
  processing: { icon: "clock", label: "Under review" },
  analyzed: { icon: "success", label: "Analyzed" },
  failed: { icon: "danger", label: "Review failed" },
  skipped: { icon: "dashed", label: "Not reviewed" },
} as const;

/** How far the review of a session is. */
export function AnalysisBadge({ status }: { status: AnalysisStatus }) {
  const { icon, label } = looks[status];
  return (
    <span class="status" data-status={status}>
      <Icon name={icon} size={14} />
      <span>{label}</span>
    </span>
  );
}
