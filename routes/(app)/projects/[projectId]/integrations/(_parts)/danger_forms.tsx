import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";

/** Reading everything again: comparing, or forgetting what was read before, which asks first. */
export function ReadAgain({ address, disabled, error }: {
  address: string;
  /** While a sync is under way, or the credentials fail. */
  disabled: boolean;
  /** What is wrong with the tick. */
  error?: string;
}) {
  return (
    <Card title="Read everything again">
      <form method="post" action={address} class="again">
        <p>
          <strong>Full sync</strong>{" "}
          reads the whole date range again and repairs what differs. What did not change is skipped.
        </p>
        <Button type="submit" name="action" value="full" disabled={disabled}>Full sync</Button>
      </form>
      <form method="post" action={address} class="again">
        <p>
          <strong>Start from scratch</strong>{" "}
          forgets the sync history and imports all matching conversations again. Names, tags and
          status that people changed here stay.
        </p>
        <Checkbox label="Yes, import everything again" name="sure" required error={error} />
        <Button type="submit" name="action" value="scratch" disabled={disabled}>
          Start from scratch
        </Button>
      </form>
    </Card>
  );
}

/** Disconnecting, with the imported sessions kept or deleted. */
export function Disconnect({ address, name }: { address: string; name: string }) {
  return (
    <form method="post" action={address}>
      <Card
        title="Disconnect"
        description={`Forgets the credentials, schedule and runs of ${name}.`}
        foot={
          <Button type="submit" name="action" value="disconnect" variant="danger">
            Disconnect
          </Button>
        }
      >
        <fieldset class="stack-tight">
          <legend class="visually-hidden">What becomes of the imported sessions</legend>
          <Checkbox
            type="radio"
            id="sessions-keep"
            name="sessions"
            value="keep"
            label="Keep the imported sessions"
            checked
          />
          <Checkbox
            type="radio"
            id="sessions-delete"
            name="sessions"
            value="delete"
            label="Delete the imported sessions as well"
          />
        </fieldset>
      </Card>
    </form>
  );
}
