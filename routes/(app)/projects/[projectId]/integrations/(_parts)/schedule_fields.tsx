import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { Manifest } from "../../../../../../core/contract/mod.ts";
import { dateOf } from "./connection_facts.tsx";
import { type ConnectionValues, frequencies } from "./connection_form.ts";

/** How often a connection pulls, and from when to when. */
export function ScheduleFields({ manifest, values, errors }: {
  manifest: Manifest;
  values: ConnectionValues;
  errors: Record<string, string>;
}) {
  const help = `By ${dateOf(manifest)}, in UTC.`;
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
          min="1970-01-01"
          max="2999-12-31"
          value={values.filter_from}
          help={`${help} Empty: from the first one on.`}
          error={errors.filter_from}
        />
        <Input
          label="To date"
          name="filter_to"
          type="date"
          optional
          min="1970-01-01"
          max="2999-12-31"
          value={values.filter_to}
          help="The last day. Empty: new ones for ever."
          error={errors.filter_to}
        />
      </div>
    </>
  );
}
