import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { PageHeader } from "../../../../../../../components/page_header.tsx";
import { requireAction } from "../../../../../../../core/access/mod.ts";
import { getEndpoint, rotateSecret } from "../../../../../../../core/webhooks/mod.ts";
import { define } from "../../../../../../../server/state.ts";
import { entryHeaders as headers } from "../../../../../../(_entry)/entry_headers.ts";
import { readProjectForm } from "../../../(_parts)/person.ts";
import { SecretCard } from "../(_parts)/secret_card.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project, user } = ctx.state;
    const action = "manage_integrations";
    await requireAction(sql, { projectId: project!.id, userId: user!.id, action });
    await getEndpoint(sql, project!.id, ctx.params.webhookId!);
    return page({ secret: null as string | null });
  },

  async POST(ctx) {
    const { services, project } = await readProjectForm(ctx, "manage_integrations");
    const context = { ...services, allowed: services.allowedHosts };
    const { secret } = await rotateSecret(context, project.id, ctx.params.webhookId!);
    return page({ secret: secret as string | null }, { headers });
  },
});

/** Replacing the secret of a webhook. */
export default define.page<typeof handler>(({ data: { secret }, state, params }) => {
  const base = `/projects/${state.project!.id}/integrations/webhooks/${params.webhookId}`;
  return (
    <>
      <Head>
        <title>{`Webhook secret · ${state.project!.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Webhook" }}
        title={secret ? "The new secret" : "Replace the secret"}
      />
      <div class="page narrow">
        {secret ? <SecretCard secret={secret} doneHref={base} /> : (
          <Card>
            <p>
              For 24 hours deliveries are signed with both, the new secret and the one before, so
              that your program can change over without losing any. After that only the new one
              counts.
            </p>
            <form method="post" action={`${base}/secret`}>
              <Button type="submit" variant="danger">Make a new secret</Button>
            </form>
          </Card>
        )}
      </div>
    </>
  );
});
