import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Time } from "../../../../../../components/time.tsx";
import { checkOverlap, keyOf, rotateKey } from "../../../../../../core/access/mod.ts";
import { now } from "../../../../../../core/clock.ts";
import { define } from "../../../../../../server/state.ts";
import { publicAddress } from "../../../../../(_common)/address.ts";
import { entryHeaders as headers } from "../../../../../(_entry)/entry_headers.ts";
import { failedForm } from "../../../../../(_entry)/failed_form.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { NewKey } from "../(_parts)/new_key.tsx";

export const handler = define.handlers({
  // As when the page with the key is opened once more.
  GET(ctx) {
    return ctx.redirect(`/projects/${ctx.state.project!.id}/access/${ctx.params.keyId}`, 303);
  },

  async POST(ctx) {
    const { form, project, services: { sql }, user } = await readProjectForm(ctx, "manage_keys");
    const keyId = ctx.params.keyId!;
    const at = now();
    const old = await keyOf(sql, project.id, keyId);
    try {
      const overlap = checkOverlap(form.text("overlap"));
      const asked = { projectId: project.id, keyId, overlap, createdBy: user.id };
      const next = await rotateKey(sql, asked, undefined, at);
      const { name, scope, plan, ownPlan, allowedAddresses } = old;
      const created = { ...next, name, scope, plan: ownPlan ? plan : null, allowedAddresses };
      const oldEnd = next.oldEndsAt.getTime() > at.getTime() ? next.oldEndsAt : null;
      // Here and nowhere else: an address or a cookie would keep it.
      return page({ created, oldEnd, fault: null, name }, { headers });
    } catch (thrown) {
      const { errors, init } = failedForm(thrown);
      return page({ created: null, oldEnd: null, fault: errors.form, name: old.name }, init);
    }
  },
});

/** The key that took over, and the one time it is shown. */
export default define.page<typeof handler>(({ data, state, req, params }) => {
  const project = state.project!;
  const base = `/projects/${project.id}/access`;
  const { created, oldEnd, fault, name } = data;
  const title = created ? "Your new key" : `${name} was not rotated`;
  return (
    <>
      <Head>
        <title>{`${title} · ${project.name}`}</title>
      </Head>
      <PageHeader title={title} back={{ href: `${base}/${params.keyId}`, label: name }} />
      <div class="page narrow">
        {created
          ? (
            <>
              <Banner tone="warning" title="Give it to your programs.">
                {oldEnd
                  ? (
                    <>
                      The old key holds until <Time at={oldEnd} format="full" />.
                    </>
                  )
                  : "The old key has ended."}
              </Banner>
              <NewKey
                created={created}
                projectId={project.id}
                address={publicAddress(req, state)}
                doneHref={`${base}/${created.id}`}
              />
            </>
          )
          : (
            <Banner
              tone="danger"
              actions={<LinkButton href={`${base}/${params.keyId}`}>Back to the key</LinkButton>}
            >
              {fault}
            </Banner>
          )}
      </div>
    </>
  );
});
