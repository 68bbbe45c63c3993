import { Button } from "../../../../../../../components/button.tsx";
import { Confirm } from "../../../../../../../components/confirm.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import type { WebhookEndpoint } from "../../../../../../../core/webhooks/mod.ts";

/** What can be done with an endpoint as a whole. */
export function EndpointButtons({ endpoint, base }: { endpoint: WebhookEndpoint; base: string }) {
  const isOff = endpoint.status === "disabled";
  return (
    <>
      <form method="post" action={base} class="actions">
        {!isOff && <Button type="submit" name="do" value="test" icon="send">Send test</Button>}
        <Button type="submit" name="do" value={isOff ? "enable" : "disable"}>
          {isOff ? "Switch on" : "Switch off"}
        </Button>
      </form>
      <LinkButton href={`${base}/edit`} icon="pencil">Change</LinkButton>
      <LinkButton href={`${base}/secret`} icon="key">Replace secret</LinkButton>
      <Confirm
        id="delete-webhook"
        text="Delete"
        icon="trash"
        title="Delete this webhook?"
        confirm="Delete webhook"
        action={base}
        fields={<input type="hidden" name="do" value="delete" />}
      >
        What waits is not sent any more, and the log is deleted with it.
      </Confirm>
    </>
  );
}
