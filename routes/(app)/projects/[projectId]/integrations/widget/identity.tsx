import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { CopyField } from "../../../../../../components/copy_field.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { Time } from "../../../../../../components/time.tsx";
import { can } from "../../../../../../core/access/mod.ts";
import { identitySecretState, rotateIdentitySecret } from "../../../../../../core/visitors/mod.ts";
import { define } from "../../../../../../server/state.ts";
import { readProjectForm } from "../../(_parts)/person.ts";
import { signingSnippets } from "../(_parts)/signing_snippets.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { services: { sql }, project } = ctx.state;
    const known = await identitySecretState(sql, project!.id);
    return page({ known, secret: null as string | null });
  },

  async POST(ctx) {
    const { services: { sql, secret: ours }, project } = await readProjectForm(
      ctx,
      "manage_integrations",
    );
    const by = ctx.state.user?.id ?? null;
    const secret = await rotateIdentitySecret(sql, ours, project.id, by);
    const known = await identitySecretState(sql, project.id);
    return page({ known, secret }, { headers: { "Cache-Control": "no-store" } });
  },
});

/** The secret with which a project's server signs who its visitors are, and how it does so. */
export default define.page<typeof handler>(({ data: { known, secret }, state }) => {
  const project = state.project!;
  const base = `/projects/${project.id}/integrations/widget`;
  const mayChange = can(state.role!, "manage_integrations");
  return (
    <>
      <Head>
        <title>{`Verified identity · ${project.name}`}</title>
      </Head>
      <PageHeader
        back={{ href: base, label: "Widget" }}
        title="Verified identity"
        description="Your server signs who is signed in; nobody can then pass for somebody else."
      />
      <div class="page narrow">
        {!mayChange && <Banner>Only owners and admins can make a secret.</Banner>}
        <Card title="Secret">
          {secret !== null
            ? (
              <>
                <Banner tone="warning" title="Copy it now.">
                  It is not shown again. Keep it on your server, never in a page.
                </Banner>
                <CopyField label="Secret" text={secret} />
              </>
            )
            : known
            ? (
              <p>
                {`It ends in ${known.hint}, made `}
                <Time at={known.createdAt} format="full" />.
              </p>
            )
            : <p>There is none yet, so nobody is verified.</p>}
          {mayChange && (
            <form method="post" action={`${base}/identity`} class="secret-form">
              <Button type="submit" variant={known ? "danger" : "primary"}>
                {known ? "Make a new secret" : "Make a secret"}
              </Button>
              {known && (
                <p class="field-help">
                  Signatures made with the one before end to count at once.
                </p>
              )}
            </form>
          )}
        </Card>
        <Card
          title="Sign on your server"
          description="The signature is the hex HMAC-SHA256 of the user's id. Without an id, sign the e-mail address; to prove both, sign the id, a line break and the e-mail address."
        >
          {signingSnippets.map(({ name, code }) => (
            <CopyField key={name} label={name} text={code} />
          ))}
        </Card>
        <Card title="Give it to the widget">
          <CopyField
            label="On the script tag"
            text={`data-user-id="42" data-user-email="ann@example.com" data-user-hash="<the signature>"`}
          />
          <CopyField
            label="Or once somebody signs in"
            text={`Hissuno.identify({ id: "42", email: "ann@example.com", user_hash: signature });`}
          />
        </Card>
      </div>
    </>
  );
});
