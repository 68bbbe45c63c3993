import { Icon, type IconName } from "../../../../../../../components/icon.tsx";
import { type Column, Table } from "../../../../../../../components/table.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import type { DeliveryStatus, WebhookDelivery } from "../../../../../../../core/webhooks/mod.ts";

const looks: Record<DeliveryStatus, [look: string, icon: IconName, text: string]> = {
  waiting: ["queued", "clock", "Waiting"],
  sending: ["running", "refresh", "Sending"],
  delivered: ["succeeded", "success", "Delivered"],
  failed: ["failed", "danger", "Failed"],
};

/** How a delivery fares, in a word. */
export function DeliveryState({ status }: { status: DeliveryStatus }) {
  const [look, icon, text] = looks[status];
  return (
    <span class={`run-status ${look}`}>
      <Icon name={icon} size={14} />
      {text}
    </span>
  );
}

/** The log of an endpoint, the newest events first. */
export function DeliveryTable({ deliveries, base, now }: {
  deliveries: WebhookDelivery[];
  /** The endpoint's own address. */
  base: string;
  /** The present in milliseconds. */
  now: number;
}) {
  const columns: Column<WebhookDelivery>[] = [
    {
      title: "Event",
      cell: ({ event_id, event_type }) => (
        <a href={`${base}/deliveries/${event_id}`}>
          {event_type}
          <span class="visually-hidden">{` ${event_id}`}</span>
        </a>
      ),
    },
    { title: "Happened", cell: ({ event_at }) => <Time at={event_at} now={now} /> },
    { title: "State", cell: ({ status }) => <DeliveryState status={status} /> },
    {
      title: "Last answer",
      cell: ({ attempts }) => {
        const last = attempts.at(-1);
        if (!last) return <span class="subtle">–</span>;
        return last.status === null ? "None" : String(last.status);
      },
    },
    { title: "Tries", number: true, cell: ({ attempts }) => attempts.length },
    {
      title: "Next try",
      cell: ({ next_at }) =>
        next_at ? <Time at={next_at} format="full" /> : <span class="subtle">–</span>,
    },
  ];
  return (
    <Table
      label="Deliveries"
      columns={columns}
      rows={deliveries}
      keyOf={({ event_id }) => event_id}
    />
  );
}
