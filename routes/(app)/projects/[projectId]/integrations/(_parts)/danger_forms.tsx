import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";

/** Forgetting the sync history; asks first. */
export function StartFromScratch({ address, disabled }: { address: string; disabled: boolean }) {
  return (
    <form method="post" action={address} class="narrow-form">
      <Card
        title="Start from scratch"
        description="Forgets the sync history and imports all matching conversations again. Names, tags and status that people changed here stay."
        foot={
          <Button type="submit" name="action" value="scratch" disabled={disabled}>
            Start from scratch
          </Button>
        }
      >
        <Checkbox label="Yes, import everything again" name="sure" required />
      </Card>
    </form>
  );
}

/** Disconnecting, with the imported sessions kept or deleted. */
export function Disconnect({ address, name }: { address: string; name: string }) {
  return (
    <form method="post" action={address} class="narrow-form">
      <Card
        title="Disconnect"
        description={`Forgets the credentials, schedule and runs of ${name}.`}
        foot={
          <Button type="submit" name="action" value="disconnect" variant="danger">
            Disconnect
          </Button>
        }
      >
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
      </Card>
    </form>
  );
}
