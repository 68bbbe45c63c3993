import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../components/banner.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../../components/empty_state.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { Pagination } from "../../../../../../../components/pagination.tsx";
import { Tabs } from "../../../../../../../components/tabs.tsx";
import { can } from "../../../../../../../core/access/mod.ts";
import { now } from "../../../../../../../core/clock.ts";
import {
  type DeliveryStatus,
  disabledText,
  getEndpoint,
  listDeliveries,
} from "../../../../../../../core/webhooks/mod.ts";
import type { Services } from "../../../../../../../server/services.ts";
import { define } from "../../../../../../../server/state.ts";
import { done } from "../../../../../../(_common)/notice.ts";
import { failedForm, noErrors } from "../../../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { doAction } from "../(_parts)/actions.ts";
import { DeliveryTable } from "../(_parts)/delivery_table.tsx";
import { EndpointButtons } from "../(_parts)/endpoint_buttons.tsx";
import { EndpointFacts } from "../(_parts)/endpoint_facts.tsx";
import { EndpointState } from "../(_parts)/endpoint_state.tsx";
import { ReplayCard } from "../(_parts)/replay_card.tsx";

const PAGE = 25;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const TABS: [status: DeliveryStatus | null, label: string][] = [
  [null, "All"],
  ["waiting", "Waiting"],
  ["delivered", "Delivered"],
  ["failed", "Failed"],
];

async function load({ sql }: Services, projectId: string, id: string, query: URLSearchParams) {
  const endpoint = await getEndpoint(sql, projectId, id);
  const status = TABS.find(([status]) => status === query.get("state"))?.[0] ?? null;
  const before = query.get("before");
  const log = await listDeliveries(sql, projectId, id, { before, status, limit: PAGE });
  const at = now().getTime();
  // As an input has it, in UTC.
  const local = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 16);
  const range = { from: local(at - DAY_MILLISECONDS), until: local(at + 60_000) };
  return { endpoint, status, log, range, at };
}

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const query = ctx.url.searchParams;
    const loaded = await load(services, project!.id, ctx.params.webhookId!, query);
    return page({ ...loaded, errors: noErrors });
  },

  async POST(ctx) {
    const { form, services, project } = await readProjectForm(ctx, "manage_integrations");
    const id = ctx.params.webhookId!;
    try {
      const { path, notice } = await doAction(services, project.id, id, form);
      const list = `/projects/${project.id}/integrations/webhooks`;
      return done(ctx, path ? `${list}/${path}` : list, notice);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown, ["from", "until"]);
      const loaded = await load(services, project.id, id, ctx.url.searchParams);
      const typed = form.text("do") === "replay"
        ? { from: form.text("from"), until: form.text("until") }
        : loaded.range;
      return page({ ...loaded, range: typed, errors }, init);
    }
  },
});

/** One webhook: how it fares, what was sent, and what can be done with it. */
export default define.page<typeof handler>(({ data, state }) => {
  const { endpoint, status, log, range, at, errors } = data;
  const list = `/projects/${state.project!.id}/integrations/webhooks`;
  const base = `${list}/${endpoint.id}`;
  const mayChange = can(state.role!, "manage_integrations");
  const isOff = endpoint.status === "disabled";
  const search = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(status ? { state: status } : {}), ...more });
    return query.size > 0 ? `${base}?${query}` : base;
  };
  return (
    <>
      <Head>
        <title>{`Webhook · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: list, label: "Webhooks" }}
        title={new URL(endpoint.url).host}
        description={endpoint.description || undefined}
        beside={<EndpointState endpoint={endpoint} />}
        actions={mayChange && <EndpointButtons endpoint={endpoint} base={base} />}
      />
      <div class="page wide">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        {isOff && (
          <Banner tone={endpoint.disabled_by === "person" ? "info" : "warning"}>
            {`${
              disabledText(endpoint.disabled_by!)
            } What waits is kept and sent once it is switched on; what happens meanwhile can be sent again from below.`}
          </Banner>
        )}
        <Card title="Set-up">
          <EndpointFacts endpoint={endpoint} at={at} />
        </Card>
        <Card title="Deliveries" flush>
          <Tabs
            label="Deliveries by state"
            tabs={TABS.map(([one, label]) => ({
              href: one ? `${base}?state=${one}` : base,
              label,
              current: one === status,
            }))}
          />
          {log.deliveries.length === 0
            ? (
              <EmptyState
                compact
                title="Nothing here"
                text={status
                  ? "No delivery is in this state."
                  : "Nothing was sent yet. It begins with the next event."}
              />
            )
            : (
              <>
                <DeliveryTable deliveries={log.deliveries} base={base} now={at} />
                <Pagination
                  previousHref={null}
                  nextHref={log.next && search({ before: log.next })}
                >
                  The newest events first, kept for 30 days
                </Pagination>
              </>
            )}
        </Card>
        {mayChange && <ReplayCard action={base} {...range} errors={errors} disabled={isOff} />}
      </div>
    </>
  );
});
