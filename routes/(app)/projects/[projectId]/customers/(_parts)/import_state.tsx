import { Banner } from "../../../../../../components/banner.tsx";
import { type Fact, FactList } from "../../../../../../components/fact_list.tsx";
import type { CustomerImport } from "../../../../../../core/customers/mod.ts";
import { numberText } from "./numbers.ts";

const LABELS: Record<CustomerImport["status"], string> = {
  uploading: "Being received",
  uploaded: "Waiting for you",
  checking: "Being looked through",
  checked: "Looked through: nothing is imported yet",
  queued: "Waiting to begin",
  running: "Importing",
  done: "Done",
  failed: "Stopped by a fault",
  cancelled: "Stopped",
};

/** What an import's state is called. */
export function importLabel(status: CustomerImport["status"]): string {
  return LABELS[status];
}

/** Whether something is going on that a page should follow. */
export function isUnderWay({ status }: Pick<CustomerImport, "status">): boolean {
  return ["uploading", "checking", "queued", "running"].includes(status);
}

/** How far an import is, and what came of it. */
export function ImportState({ one }: { one: CustomerImport }) {
  const isDry = ["uploaded", "checking", "checked"].includes(one.status);
  const share = one.total_rows === 0 ? 0 : one.position / one.total_rows;
  const verb = isDry ? "would be " : "";
  const facts: Fact[] = [
    { name: "Rows", value: `${numberText(one.position)} of ${numberText(one.total_rows)}` },
    { name: isDry ? "New" : "Created", value: `${numberText(one.created)} ${verb}created` },
    { name: "Updated", value: `${numberText(one.updated)} ${verb}updated` },
    { name: "Unchanged", value: `${numberText(one.unchanged)} say nothing new` },
    { name: "Not taken", value: `${numberText(one.failed)} have errors` },
    {
      name: "Companies",
      value: `${numberText(one.companies_created)} ${verb}created, ${
        numberText(one.companies_updated)
      } updated`,
    },
  ];
  return (
    <>
      <p class="import-status">
        <strong>{importLabel(one.status)}</strong>
        {isUnderWay(one) && <span class="muted">{` ${Math.floor(share * 100)} %`}</span>}
      </p>
      {isUnderWay(one) && (
        <progress
          class="import-progress"
          max={one.total_rows}
          value={one.position}
          aria-label="Progress"
        />
      )}
      {one.error && <Banner tone="danger">{one.error}</Banner>}
      {(one.position > 0 || one.status === "done") && <FactList facts={facts} />}
    </>
  );
}
