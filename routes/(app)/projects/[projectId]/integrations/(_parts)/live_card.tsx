import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Icon } from "../../../../../../components/icon.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { FailedDelivery, LiveState } from "../../../../../../core/exchange/mod.ts";

/** Props of {@link LiveCard}. */
export interface LiveCardProps {
  /** The source's name. */
  name: string;
  /** The connection's page. */
  address: string;
  state: LiveState;
  /** Whether the source has channels to choose. */
  hasChannels: boolean;
  failed: FailedDelivery[];
  mayChange: boolean;
  now: number;
}

/** What a live source sends: from which channels, by which way, when last, and what went wrong. */
export function LiveCard(props: LiveCardProps) {
  const { name, address, state, hasChannels, failed, mayChange, now } = props;
  const { monitored, lastReceivedAt, waiting } = state;
  return (
    <Card
      title="Live"
      description={`What is said in ${name} comes here while it happens.`}
      actions={hasChannels && (
        <LinkButton href={`${address}/channels`} variant={monitored ? "secondary" : "primary"}>
          {mayChange ? "Choose channels" : "Channels"}
        </LinkButton>
      )}
    >
      {hasChannels && monitored === 0 && (
        <Banner tone="warning">
          No channel is monitored yet, so that nothing is captured.
        </Banner>
      )}
      <dl class="live-facts">
        {hasChannels && (
          <div>
            <dt>Channels</dt>
            <dd>
              <a href={`${address}/channels?show=chosen`}>
                {monitored === 1 ? "1 monitored" : `${monitored} monitored`}
              </a>
            </dd>
          </div>
        )}
        <div>
          <dt>Events come by</dt>
          <dd>
            <Transport state={state} name={name} />
          </dd>
        </div>
        <div>
          <dt>Last event</dt>
          <dd>
            {lastReceivedAt
              ? <Time at={lastReceivedAt} now={now} />
              : <span class="subtle">None in the last 14 days</span>}
          </dd>
        </div>
        <div>
          <dt>Waiting</dt>
          <dd>{waiting === 1 ? "1 event" : `${waiting} events`}</dd>
        </div>
      </dl>
      {failed.length > 0 && (
        <form method="post" action={address} class="stack">
          <h3>{failed.length === 1 ? "1 event failed" : `${failed.length} events failed`}</h3>
          <ul class="failed-deliveries">
            {failed.map((delivery) => (
              <li key={delivery.id}>
                <div>
                  <div>{delivery.last_error ?? "It could not be handled."}</div>
                  <div class="subtle text-small">
                    <Time at={delivery.received_at} format="full" />
                    {`, tried ${delivery.attempts} ${delivery.attempts === 1 ? "time" : "times"}`}
                  </div>
                </div>
                {mayChange && (
                  <Button type="submit" size="small" name="delivery" value={delivery.id}>
                    Try again
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </form>
      )}
    </Card>
  );
}

function Transport(
  { state: { transport, isSocketHeld }, name }: { state: LiveState; name: string },
) {
  if (transport === "address") return <>{`${name} calling our address`}</>;
  return (
    <span class={isSocketHeld ? "status active" : "status needs"}>
      <Icon name={isSocketHeld ? "success" : "alert"} size={14} />
      {isSocketHeld ? "Socket, connected" : "Socket, not connected"}
    </span>
  );
}
