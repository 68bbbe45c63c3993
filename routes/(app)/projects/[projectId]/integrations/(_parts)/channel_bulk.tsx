import { BulkBar } from "../../../../../../components/bulk_bar.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Menu } from "../../../../../../components/menu.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { Backfill } from "../../../../../../core/exchange/mod.ts";

const pasts: { value: Backfill; label: string }[] = [
  { value: "none", label: "From now on" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
  { value: "all", label: "Everything" },
];

/** What stands for the package of the agent's settings, in the form. */
const AGENTS_OWN = "agent";

/** Props of {@link ChannelBulk}. */
export interface ChannelBulkProps {
  id: string;
  action: string;
  next: string;
  /** Of knowledge; with one alone there is nothing to choose. */
  packages: { id: string; name: string }[];
}

/** What can be done with the ticked channels. Every button sends the same form. */
export function ChannelBulk({ id, action, next, packages }: ChannelBulkProps) {
  return (
    <BulkBar id={id} action={action} label="Selected channels">
      <input type="hidden" name="next" value={next} />
      <Select
        label="Mode"
        name="mode"
        value="passive"
        options={[
          { value: "passive", label: "Passive: only listens" },
          { value: "interactive", label: "Interactive: the agent answers" },
        ]}
      />
      <Select
        label="Threads"
        name="scope"
        value="external"
        options={[
          { value: "external", label: "External only" },
          { value: "all", label: "All threads" },
        ]}
      />
      <Select label="Past" name="backfill" value="none" options={pasts} />
      {packages.length > 1 && (
        <Select
          label="Knowledge"
          name="package"
          value={AGENTS_OWN}
          options={[
            { value: AGENTS_OWN, label: "The agent's own" },
            ...packages.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      )}
      <span class="bulk-buttons">
        <Button type="submit" variant="primary" name="action" value="monitor">Monitor</Button>
        <Menu text="Stop" iconEnd="chevronDown" align="end">
          <button type="submit" class="menu-item" name="action" value="stop">
            Stop monitoring
          </button>
          <button type="submit" class="menu-item" name="action" value="leave">
            Stop and leave the channels
          </button>
        </Menu>
      </span>
    </BulkBar>
  );
}
