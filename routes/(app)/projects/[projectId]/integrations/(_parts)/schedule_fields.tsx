import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { Manifest } from "../../../../../../core/contract/mod.ts";
import { type ConnectionValues, frequencies } from "./connection_form.ts";

/** How often a connection pulls, and from when to when. */
export function ScheduleFields({ manifest, values, errors }: {
  manifest: Manifest;
  values: ConnectionValues;
  errors: Record<string, string>;
}) {
  const by = manifest.dateFilter ?? "the date a conversation was changed";
  return (
    <>
      <Select
        label="Sync frequency"
        name="frequency"
        options={frequencies}
        value={values.frequency || manifest.defaultSchedule || "manual"}
      />
      <div class="two-columns">
        <Input
          label="From date"
          name="filter_from"
          type="date"
          optional
          value={values.filter_from}
          error={errors.filter_from}
        />
        <Input
          label="To date"
          name="filter_to"
          type="date"
          optional
          value={values.filter_to}
          error={errors.filter_to}
        />
      </div>
      <p class="field-help">{`The dates go by ${by}, in UTC. Empty: everything there is.`}</p>
    </>
  );
}
