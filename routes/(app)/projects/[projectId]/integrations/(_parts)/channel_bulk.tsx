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

/** What can be done with the ticked channels. Every button sends the same form. */
export function ChannelBulk({ id, action, next }: { id: string; action: string; next: string }) {
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
