import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { type Column, Table } from "../../../../../../components/table.tsx";
import { truncate } from "../../../../../../components/truncate.ts";
import { can } from "../../../../../../core/access/mod.ts";
import {
  countOpen,
  selectEndpoints,
  type WebhookEndpoint,
} from "../../../../../../core/webhooks/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { EndpointState } from "./(_parts)/endpoint_state.tsx";

/** Counted up to here. */
const MANY = 1_000;

type Listed = WebhookEndpoint & { waiting: number; failed: number };

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const endpoints = await selectEndpoints(sql, project!.id);
    const listed: Listed[] = await Promise.all(
      endpoints.map(async (one) => ({
        ...one,
        ...await countOpen(sql, project!.id, one.id, MANY),
      })),
    );
    return page({ listed });
  },
});

/** The programs elsewhere that are told what happens in the project. */
export default define.page<typeof handler>(({ data: { listed }, state }) => {
  const base = `/projects/${state.project!.id}/integrations`;
  const add = can(state.role!, "manage_integrations") && (
    <LinkButton href={`${base}/webhooks/new`} variant="primary" icon="plus">New webhook</LinkButton>
  );
  const columns: Column<Listed>[] = [
    {
      title: "Address",
      cell: ({ id, url, description }) => (
        <span class="two-lines">
          <a href={`${base}/webhooks/${id}`} title={url}>{truncate(url, 60)}</a>
          {description && <span class="subtle" dir="auto">{truncate(description, 80)}</span>}
        </span>
      ),
    },
    { title: "State", cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
    { title: "Events", cell: ({ event_types }) => eventsText(event_types) },
    { title: "Waiting", number: true, cell: ({ waiting }) => countText(waiting) },
    { title: "Failed", number: true, cell: ({ failed }) => countText(failed) },
  ];
  return (
    <>
      <Head>
        <title>{`Webhooks · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Integrations" }}
        title="Webhooks"
        description="Your programs are told what happens here, as soon as it does."
        actions={listed.length > 0 && add}
      />
      {listed.length === 0
        ? (
          <EmptyState
            title="No webhooks yet"
            text="Name an address of your own, and every new session, message and issue is sent there, signed, and again until it has arrived."
            actions={add}
          />
        )
        : (
          <div class="page wide">
            <Card flush>
              <Table label="Webhooks" columns={columns} rows={listed} keyOf={({ id }) => id} />
            </Card>
          </div>
        )}
    </>
  );
});

function eventsText(types: readonly string[]): string {
  if (types.length === 0) return "All";
  return types.length <= 2 ? types.join(", ") : `${types.length} types`;
}

function countText(amount: number): string {
  return amount >= MANY ? `${MANY.toLocaleString("en-US")}+` : String(amount);
}
