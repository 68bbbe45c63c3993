import { Button } from "../../../../../../components/button.tsx";

/** What can be done with a connection at once: test it, sync, or stop the sync. */
export function ConnectionButtons({ address, isOpen, isFailing }: {
  address: string;
  /** A sync is waiting, running or paused. */
  isOpen: boolean;
  /** The credentials fail, so that nothing can be synced. */
  isFailing: boolean;
}) {
  return (
    <form method="post" action={address} class="actions">
      <Button type="submit" name="action" value="test">Test</Button>
      {isOpen
        ? <Button type="submit" name="action" value="cancel" icon="close">Cancel sync</Button>
        : (
          <Button
            type="submit"
            name="action"
            value="sync"
            variant="primary"
            icon="refresh"
            disabled={isFailing}
          >
            Sync now
          </Button>
        )}
    </form>
  );
}
