import { Confirm } from "../../../../../../components/confirm.tsx";
import { Select } from "../../../../../../components/select.tsx";
import type { ApiKey } from "../../../../../../core/access/mod.ts";
import type { Overlap } from "../../../../../../core/access/mod.ts";

/** How long the old key may still be used, as it is offered. */
const overlapLabels: Record<Overlap, string> = {
  now: "It ends at once",
  "1h": "1 hour",
  "24h": "24 hours",
  "7d": "7 days",
};

/** The button that makes a new key in place of this one. */
export function RotateButton({ entry, action }: { entry: ApiKey; action: string }) {
  return (
    <Confirm
      id="rotate"
      icon="refresh"
      text="Rotate"
      title={`Rotate “${entry.name}”?`}
      confirm="Make new key"
      action={action}
      fields={
        <Select
          label="The old key still holds for"
          name="overlap"
          value="24h"
          options={Object.entries(overlapLabels).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      A new key with the same name, scope, plan and addresses is made and shown once
      {entry.expiresAt && "; it lasts as long as this one was to"}. Meanwhile both can be used.
    </Confirm>
  );
}

/** The button that ends a key at once. */
export function RevokeButton({ entry }: { entry: ApiKey }) {
  return (
    <Confirm
      id="revoke"
      text="Revoke"
      title={`Revoke “${entry.name}”?`}
      confirm="Revoke key"
      fields={<input type="hidden" name="action" value="revoke" />}
    >
      Programs that use <code>{entry.visible}</code>{" "}
      are refused from now on. This cannot be taken back; they need another key.
    </Confirm>
  );
}
