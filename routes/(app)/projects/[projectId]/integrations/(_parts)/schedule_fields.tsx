import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { SourcePlugin } from "../../../../../../core/contract/mod.ts";
import { dateOf } from "./connection_facts.tsx";
import { type ConnectionValues, frequencies } from "./connection_form.ts";

/** How often a connection pulls, and from when to when. */
export function ScheduleFields({ plugin, values, errors, idPrefix = "field" }: {
  plugin: Pick<SourcePlugin, "manifest" | "channels">;
  values: ConnectionValues;
  errors: Record<string, string>;
  /** Before the fields' ids, where a page has two such forms. */
  idPrefix?: string;
}) {
  const { manifest } = plugin;
  const frequency = values.frequency || manifest.defaultSchedule || "manual";
  // Where conversations come by themselves, a sync only looks for what was missed, channel by channel.
  if (plugin.channels) {
    return (
      <Select
        label="Look for missed messages"
        name="frequency"
        id={`${idPrefix}-frequency`}
        options={frequencies}
        value={frequency}
        help="Messages come by themselves. This repairs gaps, as after an outage."
      />
    );
  }
  const help = `By ${dateOf(manifest)}, in UTC.`;
  return (
    <>
      <Select
        label="Sync frequency"
        name="frequency"
        options={frequencies}
        value={frequency}
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
