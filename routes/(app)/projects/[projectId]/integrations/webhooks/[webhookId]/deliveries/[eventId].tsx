import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../../components/card.tsx";
import { CopyField } from "../../../../../../../../components/copy_field.tsx";
import { FactList } from "../../../../../../../../components/fact_list.tsx";
import { PageHeader } from "../../../../../../../../components/page_header.tsx";
import { Time } from "../../../../../../../../components/time.tsx";
import { can } from "../../../../../../../../core/access/mod.ts";
import { now } from "../../../../../../../../core/clock.ts";
import { getDelivery, replayDelivery } from "../../../../../../../../core/webhooks/mod.ts";
import { define } from "../../../../../../../../server/state.ts";
import { done } from "../../../../../../../(_common)/notice.ts";
import { failedForm, noErrors } from "../../../../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../../../../(_parts)/person.ts";
import { outcome } from "../../(_parts)/actions.ts";
import { AttemptList } from "../../(_parts)/attempt_list.tsx";
import { DeliveryState } from "../../(_parts)/delivery_table.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const { webhookId, eventId } = ctx.params as Record<string, string>;
    const delivery = await getDelivery(sql, project!.id, webhookId!, eventId!);
    return page({ delivery, errors: noErrors });
  },

  async POST(ctx) {
    const { services: { sql }, project } = await readProjectForm(ctx, "manage_integrations");
    const { webhookId, eventId } = ctx.params as Record<string, string>;
    try {
      const begun = now();
      await replayDelivery(sql, project.id, webhookId!, eventId!, begun);
      await outcome(sql, project.id, webhookId!, eventId!, begun);
    } catch (thrown) {
      const { errors, init } = failedForm(thrown);
      const delivery = await getDelivery(sql, project.id, webhookId!, eventId!);
      return page({ delivery, errors }, init);
    }
    const base = `/projects/${project.id}/integrations/webhooks/${webhookId}`;
    return done(ctx, `${base}/deliveries/${eventId}`, "Sent again.");
  },
});

/** One delivery: what was sent, how often, and what came back. */
export default define.page<typeof handler>(({ data: { delivery, errors }, state, params }) => {
  const base = `/projects/${state.project!.id}/integrations/webhooks/${params.webhookId}`;
  const mayChange = can(state.role!, "manage_integrations");
  const { event_id, event_type, event_at, status, next_at, delivered_at, body, headers } = delivery;
  return (
    <>
      <Head>
        <title>{`Delivery · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Webhook" }}
        title={event_type}
        beside={<DeliveryState status={status} />}
        actions={mayChange && (
          <form method="post" action={`${base}/deliveries/${event_id}`}>
            <Button type="submit" icon="refresh">Send again</Button>
          </form>
        )}
      />
      <div class="page wide">
        {errors.form && <Banner tone="danger">{errors.form}</Banner>}
        <Card>
          <FactList
            facts={[
              { name: "Event", value: <code class="mono">{event_id}</code> },
              { name: "Happened", value: <Time at={event_at} format="full" /> },
              { name: "Arrived", value: <Time at={delivered_at} format="full" /> },
              { name: "Next try", value: <Time at={next_at} format="full" /> },
            ]}
          />
        </Card>
        <Card title="Request">
          {headers && (
            <CopyField
              label="Headers of the last try"
              text={Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n")}
            />
          )}
          {body
            ? <CopyField label="Body" text={body} />
            : <p class="muted">The event was erased with the conversation it was about.</p>}
        </Card>
        <Card
          title="Tries"
          description={mayChange
            ? "With the first kilobyte of each answer."
            : "What came back is shown to owners and admins."}
        >
          <AttemptList attempts={delivery.attempts} showsAnswers={mayChange} />
        </Card>
      </div>
    </>
  );
});
