import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../../components/input.tsx";
import type { FormErrors } from "../../../../../../(_common)/form.ts";

/** Sending the events of a time again. */
export function ReplayCard({ action, from, until, errors, disabled }: {
  action: string;
  /** As `<input type="datetime-local">` has them, in UTC. */
  from: string;
  until: string;
  errors: FormErrors;
  disabled: boolean;
}) {
  return (
    <form method="post" action={action}>
      <Card
        title="Send again"
        description="Events of a time that did not arrive, also those that happened while the webhook was switched off. They keep their ids."
        foot={
          <Button type="submit" name="do" value="replay" disabled={disabled}>Send again</Button>
        }
      >
        <div class="two-columns">
          <Input
            label="From (UTC)"
            name="from"
            type="datetime-local"
            value={from}
            error={errors.fields.from}
            required
          />
          <Input
            label="Until (UTC)"
            name="until"
            type="datetime-local"
            value={until}
            error={errors.fields.until}
            required
          />
        </div>
        <Checkbox label="Also what has arrived already" name="all" value="1" />
      </Card>
    </form>
  );
}
